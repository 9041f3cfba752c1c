"""Adjectives of pairs and disputes."""

from datetime import date

from django.db.models import Q, QuerySet

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import DisputeState, PairState


class PairQuerySet(QuerySet):
    def open(self) -> "PairQuerySet":
        return self.filter(state=PairState.OPEN)

    def of(self, label: str, first: int, second: int) -> "PairQuerySet":
        return self.filter(model=label, first_id=min(first, second), second_id=max(first, second))

    def with_record(self, label: str, pk: int) -> "PairQuerySet":
        return self.filter(Q(first_id=pk) | Q(second_id=pk), model=label)


class DisputeQuerySet(RecordQuerySet):
    def open(self) -> "DisputeQuerySet":
        return self.active().filter(state=DisputeState.OPEN)

    def overdue(self, day: date) -> "DisputeQuerySet":
        return self.open().filter(due_on__lt=day)
