"""Adjectives of accounts."""

from kaituo.foundation.records.models.record import RecordQuerySet


class AccountQuerySet(RecordQuerySet):
    def unowned(self) -> "AccountQuerySet":
        """Active customers for whom no rep is responsible."""
        return self.active().filter(owner__isnull=True)
