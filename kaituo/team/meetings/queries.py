"""Who reaches a meeting and a note, and the adjectives of meetings."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import ItemState, MeetingKind, MeetingState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User


class MeetingQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """Whoever calls it and whoever takes part; nobody above them."""
        return self.taking_part([user.pk])

    def taking_part(self, people: list[int]) -> Q:
        attending = apps.get_model("meetings", "Attendee").objects.filter(person__in=people)
        return Q(owner__in=people) | Q(person__in=people) | Q(pk__in=attending.values("meeting"))

    def planned(self) -> "MeetingQuerySet":
        return self.active().filter(state=MeetingState.PLANNED)

    def held(self) -> "MeetingQuerySet":
        return self.active().filter(state=MeetingState.HELD)

    def one_on_ones(self) -> "MeetingQuerySet":
        return self.held().filter(kind=MeetingKind.ONE_ON_ONE, person__isnull=False)

    def between(self, start: datetime, end: datetime) -> "MeetingQuerySet":
        return self.active().exclude(state=MeetingState.CANCELLED).filter(starts_at__gte=start, starts_at__lt=end)


class AgendaQuerySet(RecordQuerySet):
    def open(self) -> "AgendaQuerySet":
        return self.active().filter(state=ItemState.OPEN)


class PrivateNoteQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return Q(writer=user)


class CoachingNoteQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """The coach; the person herself may read what the coach chose to show."""
        return Q(coach=user) | (Q(person=user, is_shown=True) if verb == VIEW else Q(pk__in=[]))
