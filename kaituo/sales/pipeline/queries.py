"""Adjectives of opportunities and stages. Whether a deal is open follows from its own days, so that no list needs the stages."""

from django.db import models
from django.db.models import Q

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models.record import RecordQuerySet


class OpportunityQuerySet(RecordQuerySet):
    def open(self) -> "OpportunityQuerySet":
        return self.active().filter(won_on__isnull=True, lost_on__isnull=True)

    def aimless(self) -> "OpportunityQuerySet":
        """Open, and nobody said what comes next."""
        return self.open().filter(next_step="")

    def unpriced(self) -> "OpportunityQuerySet":
        return self.open().filter(amount=0)

    def won(self) -> "OpportunityQuerySet":
        return self.active().filter(won_on__isnull=False)

    def lost(self) -> "OpportunityQuerySet":
        return self.active().filter(lost_on__isnull=False)

    def forecast_in(self, period: Period) -> "OpportunityQuerySet":
        """Open deals expected in the period, and those won in it."""
        expected = Q(won_on__isnull=True, lost_on__isnull=True, expected_on__gte=period.start, expected_on__lt=period.end)
        return self.active().filter(expected | Q(won_on__gte=period.start, won_on__lt=period.end))


class StageQuerySet(models.QuerySet):
    def active(self) -> "StageQuerySet":
        return self.filter(archived_at__isnull=True)

    def in_order(self) -> "StageQuerySet":
        return self.active().order_by("position", "pk")
