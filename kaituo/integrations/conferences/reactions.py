"""What conferences do when a meeting is changed, cancelled, archived, or planned as the next of its series."""

from kaituo.foundation.records.bells import after
from kaituo.foundation.records.facts import RECORD_ARCHIVED, RECORD_CHANGED
from kaituo.foundation.records.models import Event
from kaituo.team.meetings.events import MEETING_CANCELLED, MEETING_PLANNED
from kaituo.team.meetings.models import Meeting

from . import linking


@after(RECORD_CHANGED, RECORD_ARCHIVED, MEETING_CANCELLED, subject=Meeting._meta.label)
def have_them_follow(told: list[Event]) -> None:
    for meeting in {event.subject_id for event in told}:
        linking.follow(meeting)


@after(MEETING_PLANNED, subject=Meeting._meta.label)
def have_them_renewed(told: list[Event]) -> None:
    for meeting in {event.subject_id for event in told}:
        linking.renew(meeting)
