"""The facts of meetings. What notes say is in none of them."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.facts import fact

MEETING_CLOSED = fact("meetings.meeting_closed", _("%(actor)s closed %(subject)s"))
MEETING_CANCELLED = fact("meetings.meeting_cancelled", _("%(actor)s cancelled %(subject)s"))
MEETING_PLANNED = fact("meetings.meeting_planned", _("%(actor)s planned %(subject)s"))
MINUTES_WRITTEN = fact("meetings.minutes_written", _("%(actor)s wrote the minutes of %(subject)s"))
AGENDA_CARRIED = fact("meetings.agenda_carried", _("“%(subject)s” was carried over to the next time"))
AGENDA_DEALT_WITH = fact("meetings.agenda_dealt_with", _("%(actor)s dealt with “%(subject)s”"))
