"""The verbs of reminders: remind, finish, put off; and of rules: switch on and off."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.verbs import action

from . import events
from .choices import ReminderState
from .forms import WhenForm
from .models import Reminder, ReminderRule


def remind(row: Model, *, by: User, due_at: datetime, text: str = "", rhythm: str = "") -> Reminder:
    """Remind the person of a record she may see. Raises Http404."""
    demand(by, VIEW, row)
    where = {"model": row._meta.label, "record_id": row.pk, "subject_text": str(row)[:200]}
    return records.create(Reminder(owner=by, due_at=due_at, text=text, rhythm=rhythm, **where), by=by)


@action(label=pgettext_lazy("reminder", "Done"), says=events.REMINDER_FINISHED, when="is_open", icon="check")
def finish(reminder: Reminder, *, by: User) -> None:
    """One that repeats ends with it."""
    reminder.state = ReminderState.DONE
    reminder.save(update_fields=["state"])


@action(label=gettext_lazy("Put off"), says=events.REMINDER_PUT_OFF, form=WhenForm, when="is_open", icon="clock")
def put_off(reminder: Reminder, *, by: User, due_at: datetime, **_said: Any) -> None:
    """It rings again then; the leader's time begins anew, too."""
    reminder.due_at, reminder.rung_at, reminder.escalated_at = due_at, None, None
    reminder.save(update_fields=["due_at", "rung_at", "escalated_at"])


@action(label=gettext_lazy("Switch on"), says=events.RULE_SWITCHED_ON, allow="change", when="is_off", icon="check")
def switch_on(rule: ReminderRule, *, by: User) -> None:
    """What fell due while it was off is not made up for."""
    rule.is_on, rule.applied_on = True, timezone.localdate()
    rule.save(update_fields=["is_on", "applied_on"])


@action(label=gettext_lazy("Switch off"), says=events.RULE_SWITCHED_OFF, allow="change", when="is_on", icon="x")
def switch_off(rule: ReminderRule, *, by: User) -> None:
    """Nothing new comes of it; what it has made stays with its people."""
    rule.is_on = False
    rule.save(update_fields=["is_on"])
