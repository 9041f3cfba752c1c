"""Who hears of a meeting: whoever is asked to come."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event

from .choices import MeetingKind
from .events import MEETING_PLANNED
from .models import Attendee, Meeting

belonging("meetings.Meeting", lambda person: Meeting.objects.planned().filter(owner=person, kind=MeetingKind.MEETING, starts_at__gte=clock.now()))
"""One-on-ones are between two people: whoever leads next plans her own."""
INVITED = kind("meetings.invited", _("Meetings you are asked to"), _("%(actor)s asks you to a meeting: %(subject)s, %(at)s"), "users-group")


@during(RECORD_CREATED, subject="meetings.Attendee")
def tell_who_takes_part(events: list[Event]) -> None:
    """The next one of a series comes as expected and is not told again."""
    actors = {event.subject_id: event.actor for event in events if not event.actor.is_system}
    for each in Attendee.objects.filter(pk__in=actors).select_related("meeting", "person"):
        tell([each.person], INVITED, each.meeting, by=actors[each.pk], at=_when(each.meeting))


@during(MEETING_PLANNED, subject="meetings.Meeting")
def tell_the_other_of_two(events: list[Event]) -> None:
    rows = Meeting.objects.select_related("owner", "person").in_bulk([event.subject_id for event in events if not event.actor.is_system])
    for event in events:
        if row := rows.get(event.subject_id):
            tell([each for each in (row.owner, row.person) if each], INVITED, row, by=event.actor, at=_when(row))


def _when(meeting: Meeting) -> str:
    return f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}"
