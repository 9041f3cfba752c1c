"""The facts of appointments."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

APPOINTMENT_MOVED = fact("appointments.appointment_moved", _("%(actor)s moved %(subject)s to %(to)s"))
OCCURRENCE_SKIPPED = fact("appointments.occurrence_skipped", _("%(actor)s left out %(subject)s on %(on)s"))
INVITATION_ANSWERED = fact("appointments.invitation_answered", _("%(actor)s answered the invitation to %(subject)s"))
FEED_OPENED = fact("appointments.feed_opened", _("%(actor)s opened the calendar feed of %(subject)s"))
FEED_REVOKED = fact("appointments.feed_revoked", _("%(actor)s revoked the calendar feed of %(subject)s"))
