"""What people are told about briefings."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

SENT = kind("briefings.sent", _("Sales briefings sent to you"), _("%(actor)s sent you %(subject)s"), "file-analytics")
