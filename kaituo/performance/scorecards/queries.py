"""Adjectives of templates, versions and cards."""

from datetime import date

from django.db.models import Q

from kaituo.foundation.records.models.record import RecordQuerySet


class VersionQuerySet(RecordQuerySet):
    def released(self) -> "VersionQuerySet":
        return self.active().filter(released_at__isnull=False, template__archived_at=None)

    def drafted(self) -> "VersionQuerySet":
        return self.active().filter(released_at__isnull=True)


class AssignmentQuerySet(RecordQuerySet):
    def within(self, start: date, end: date) -> "AssignmentQuerySet":
        """Those that hold on any day of the span."""
        return self.active().filter(starts_on__lt=end).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start))


class ScorecardQuerySet(RecordQuerySet):
    def running(self) -> "ScorecardQuerySet":
        return self.active().filter(state="running")

    def final(self) -> "ScorecardQuerySet":
        return self.active().filter(state="final")

    def on(self, day: date) -> "ScorecardQuerySet":
        return self.active().filter(starts_on__lte=day, ends_on__gt=day)
