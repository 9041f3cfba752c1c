"""Adjectives of appointments."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Answer


class AppointmentQuerySet(RecordQuerySet):
    def possible_in(self, start: datetime, end: datetime) -> "AppointmentQuerySet":
        """Those that may touch the span: single ones that do, and series that have begun and not ended."""
        single = Q(repeats="", starts_at__lt=end, ends_at__gt=start)
        series = ~Q(repeats="") & Q(starts_at__lt=end) & (Q(until_on=None) | Q(until_on__gte=start.date()))
        return self.active().filter(single | series)

    def of(self, people: Iterable[int]) -> "AppointmentQuerySet":
        """Their own, and those to which they are invited and have not said no."""
        ids = list(people)
        invited = self.model.invitations.rel.related_model.objects.filter(person__in=ids).exclude(answer=Answer.DECLINED)
        return self.filter(Q(owner__in=ids) | Q(pk__in=invited.values("appointment")))
