"""What people are told about reviews."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

ASKED = kind("reviews.asked", _("Assessments asked of you"), _("You are asked for an assessment, %(subject)s, by %(day)s"), "clipboard-check")
DUE = kind("reviews.due", _("Assessments that are due"), _("Your assessment %(subject)s is due on %(day)s"), "clock-exclamation", is_reminder=True)
ANSWER_DUE = kind(
    "reviews.answer_due",
    _("Reviews to be answered"),
    _("Please acknowledge your review %(subject)s, or appeal, by %(day)s"),
    "clock",
    is_reminder=True,
)
SHARED = kind(
    "reviews.shared", _("Your review is shared with you"), _("Your review %(subject)s is ready to be read. Please answer by %(day)s."), "eye"
)
APPEALED = kind("reviews.appealed", _("Appeals for you to read"), _("%(actor)s appeals against a review; please decide by %(day)s"), "alert-triangle")
UNREAD = kind(
    "reviews.unread",
    _("Appeals without a second reader"),
    _("%(actor)s appeals against a review and nobody leads the reviewer: please name a second reader, who decides by %(day)s"),
    "help",
)
DECIDED = kind("reviews.decided", _("Your appeal is decided"), _("%(actor)s decided your appeal: %(subject)s"), "gavel")
ANSWERED = kind("reviews.answered", _("Reviews of yours that were acknowledged"), _("%(actor)s acknowledged %(subject)s"), "check")
