"""Adjectives of plans, runs and statements."""

from datetime import date

from django.db.models import Q, QuerySet

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import FROZEN


class DatedRecordQuerySet(RecordQuerySet):
    def touching(self, period: Period) -> "DatedRecordQuerySet":
        """Those that hold on any day of the period."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=period.start), starts_on__lt=period.end)

    def on(self, day: date) -> "DatedRecordQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


class RunQuerySet(RecordQuerySet):
    def frozen(self) -> "RunQuerySet":
        """Approved ones and those beyond, which are not calculated again."""
        return self.filter(state__in=FROZEN)


class LineQuerySet(QuerySet):
    def frozen(self) -> "LineQuerySet":
        """Lines of approved and paid runs, which no longer change."""
        return self.filter(statement__run__state__in=FROZEN)

    def part(self, after: str, component: str) -> "LineQuerySet":
        """From a line on, of one component; what is no number is no restriction."""
        rows = self.filter(pk__gt=after) if after.isdigit() else self
        return rows.filter(component=component) if component.isdigit() else rows
