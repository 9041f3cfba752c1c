"""What people are told about duplicates and disputes."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

CLAIMED = kind(
    "duplicates.claimed", _("Claims to customers of yours"), _("%(actor)s claims one of your customers, please answer: %(subject)s"), "alert-triangle"
)
TO_DECIDE = kind(
    "duplicates.to_decide", _("Disputes for you to decide"), _("%(actor)s claims a customer, please decide by %(day)s: %(subject)s"), "gavel"
)
ANSWERED = kind("duplicates.answered", _("Answers to your claims"), _("%(actor)s answered your claim %(subject)s"), "message")
DECIDED = kind("duplicates.decided", _("Disputes of yours that were decided"), _("%(actor)s decided %(subject)s: %(ruling)s"), "gavel")
OVERDUE = kind(
    "duplicates.dispute_overdue",
    _("Disputes that should have been decided"),
    _("%(subject)s should have been decided by %(day)s"),
    "alert-triangle",
    is_reminder=True,
)
MERGED = kind("duplicates.merged", _("Your customers that were merged"), _("%(actor)s merged %(subject)s with another record"), "git-merge")
SCANNED = kind("duplicates.scanned", _("Searches for duplicates are through"), _("The search is through: %(count)s pairs to look at"), "copy")
