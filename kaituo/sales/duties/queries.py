"""Adjectives of duties."""

from kaituo.foundation.identity.dated import DatedQuerySet
from kaituo.foundation.records.models.record import RecordQuerySet


class DutyQuerySet(DatedQuerySet, RecordQuerySet):
    def sharing(self) -> "DutyQuerySet":
        """Those with a share of the credit."""
        return self.active().filter(role__shares_credit=True, share__gt=0)
