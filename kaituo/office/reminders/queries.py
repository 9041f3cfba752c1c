"""Adjectives of reminders and rules."""

from datetime import datetime

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import ReminderState


class ReminderQuerySet(RecordQuerySet):
    def open(self) -> "ReminderQuerySet":
        return self.active().filter(state=ReminderState.OPEN)

    def due(self, now: datetime) -> "ReminderQuerySet":
        """To be rung now."""
        return self.open().filter(rung_at=None, due_at__lte=now)

    def rung(self) -> "ReminderQuerySet":
        """And not done."""
        return self.open().filter(rung_at__isnull=False)

    def unanswered(self) -> "ReminderQuerySet":
        """Rung by a rule that asks the leader in, and neither done nor passed on yet."""
        return self.rung().filter(escalated_at=None, rule__escalate_after_hours__isnull=False)


class RuleQuerySet(RecordQuerySet):
    def on(self) -> "RuleQuerySet":
        return self.active().filter(is_on=True)
