"""Adjectives of leads."""

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import OPEN, LeadStatus


class LeadQuerySet(RecordQuerySet):
    def open(self) -> "LeadQuerySet":
        return self.active().filter(status__in=OPEN)

    def untouched(self) -> "LeadQuerySet":
        return self.open().filter(followed_up_on__isnull=True)

    def promised(self) -> "LeadQuerySet":
        """A day for the next follow-up was set."""
        return self.open().filter(follow_up_on__isnull=False)

    def converted(self) -> "LeadQuerySet":
        return self.active().filter(status=LeadStatus.CONVERTED)

    def disqualified(self) -> "LeadQuerySet":
        return self.active().filter(status=LeadStatus.DISQUALIFIED)


class ScoreRuleQuerySet(RecordQuerySet):
    def in_order(self) -> "ScoreRuleQuerySet":
        return self.active().order_by("position", "pk")
