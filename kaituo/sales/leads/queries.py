"""Adjectives of leads."""

from django.db.models import F

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import OPEN, LeadStatus


class LeadQuerySet(RecordQuerySet):
    def open(self) -> "LeadQuerySet":
        return self.active().filter(status__in=OPEN)

    def waiting(self) -> "LeadQuerySet":
        """For an answer that was promised."""
        return self.open().filter(answer_due_at__isnull=False, answered_at=None)

    def promised(self) -> "LeadQuerySet":
        return self.active().filter(answer_due_at__isnull=False)

    def answered_in_time(self) -> "LeadQuerySet":
        return self.promised().filter(answered_at__lte=F("answer_due_at"))

    def untouched(self) -> "LeadQuerySet":
        return self.open().filter(followed_up_on__isnull=True)

    def to_follow_up(self) -> "LeadQuerySet":
        """A day for the next follow-up was set."""
        return self.open().filter(follow_up_on__isnull=False)

    def converted(self) -> "LeadQuerySet":
        return self.active().filter(status=LeadStatus.CONVERTED)

    def disqualified(self) -> "LeadQuerySet":
        return self.active().filter(status=LeadStatus.DISQUALIFIED)


class ScoreRuleQuerySet(RecordQuerySet):
    def in_order(self) -> "ScoreRuleQuerySet":
        return self.active().order_by("position", "pk")
