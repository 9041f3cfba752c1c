"""What people are told about plans and promotions."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

SIGN = kind("development.sign", _("Plans for you to sign"), _("%(actor)s asks for your signature: %(subject)s"), "writing")
LEADS = kind("development.leads", _("Plans given to you to lead"), _("%(actor)s gave you %(subject)s to lead"), "user-share")
DUE = kind("development.due", _("Check-ins that are due"), _("The check-in %(subject)s is due on %(day)s"), "clock-exclamation", is_reminder=True)
ENDED = kind("development.ended", _("Outcomes of improvement plans"), _("%(actor)s stated the outcome of %(subject)s"), "flag")
PROMOTED = kind("development.promoted", _("Promotions"), _("%(subject)s holds from %(day)s. Congratulations!"), "confetti")
REJECTED = kind("development.promotion_rejected", _("Promotions that were rejected"), _("%(subject)s was not approved"), "circle-x")
