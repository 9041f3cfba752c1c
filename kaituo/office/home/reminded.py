"""Reminders that have rung and wait to be done, among what is to do now."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.agenda import Matter, Reason, source, verb_step
from kaituo.office.reminders.models import Reminder


def rung(user: User, _owners: list[int], _today: date) -> QuerySet[Reminder]:
    """One's own alone: what others are reminded of is theirs."""
    return Reminder.objects.rung().filter(owner=user).select_related("owner").order_by("due_at", "pk")


def of_reminder(row: Reminder, today: date) -> Matter:
    on = timezone.localdate(row.due_at)
    reason = Reason(_("Reminder"), "warn" if on < today else "info")
    return Matter(row, str(row), "", (reason,), on, row.owner, steps=(verb_step(row, "finish"), verb_step(row, "put_off")))


source("reminders", gettext_lazy("Reminders"), "clock", rows=rung, matter=of_reminder, list_url="reminders-reminder-list")
