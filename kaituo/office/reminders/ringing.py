"""Rings reminders whose hour has come, settles those whose matter has passed, and tells the leader of what nobody did."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.recurrence import Rhythm as Step
from kaituo.foundation.kernel.recurrence import following
from kaituo.foundation.kernel.work_hours import after_working_hours
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind

from .applying import rows_of
from .choices import ReminderState
from .models import Reminder

DUE = kind("reminders.due", _("Reminders that you set"), _("Reminder: %(subject)s %(text)s"), "bell", is_urgent=True, is_reminder=True)
BY_RULE = kind("reminders.by_rule", _("Reminders by rules of the company"), _("%(text)s: %(subject)s, %(day)s"), "calendar-due", is_reminder=True)
ESCALATED = kind(
    "reminders.escalated",
    _("What your people have not done"),
    _("%(person)s was reminded and has not acted: %(subject)s, %(text)s"),
    "clock-exclamation",
    is_reminder=True,
)
BATCH = 500


@transaction.atomic
def ring(now: datetime) -> int:
    """How many rang. Marked in the same transaction as the notices are written, so each rings once."""
    rows = list(
        Reminder.objects.due(now).select_for_update(skip_locked=True, of=("self",)).select_related("owner", "rule").order_by("due_at")[:BATCH]
    )
    ringing = [row for row in rows if row.rule is None or is_still_so(row)]
    tell_many([_notice(row) for row in ringing], by=User.objects.system())
    calendar = work_calendar()
    for row in rows:
        if row in ringing:
            _move_on(row, now, calendar)
        else:
            row.state = ReminderState.SETTLED
        row.save(update_fields=["state", "due_at", "rung_at"])
    return len(ringing)


def _notice(row: Reminder) -> tuple:
    if row.rule is not None:
        return row.owner, BY_RULE, row.subject, {"text": row.text, "day": str(row.occasion_on)}
    return row.owner, DUE, row.subject, {"text": f"({row.text})" if row.text and row.model else row.text}


def _move_on(row: Reminder, now: datetime, calendar: WorkCalendar) -> None:
    """One that repeats is set to its next day; what was missed in between does not ring after the other."""
    if not row.rhythm:
        row.rung_at = now
        return
    zone = zone_of(row.owner.time_zone)
    local = row.due_at.astimezone(zone)
    anchor = row.anchor_day or local.day
    day = local.date()
    while datetime.combine(day, local.time(), zone) <= now:
        day = following(day, Step(row.rhythm), calendar, anchor=anchor)
    row.due_at = datetime.combine(day, local.time(), zone)


def is_still_so(row: Reminder) -> bool:
    """Whether the record still has the date of which its rule reminded, and is still open."""
    return row.occasion_on is None or rows_of(row.rule, [row.occasion_on]).filter(pk=row.record_id).exists()


def escalate(now: datetime) -> int:
    """How many leaders were told."""
    waiting = list(Reminder.objects.unanswered().select_related("owner", "rule").order_by("pk"))
    calendar = work_calendar()
    late = [row for row in waiting if _is_late(row, now, calendar)]
    leaders = leaders_of([row.owner for row in late], timezone.localdate(now))
    return sum(_pass_on(row, leaders.get(row.owner_id, []), now) for row in late)


def _is_late(row: Reminder, now: datetime, calendar: WorkCalendar) -> bool:
    hours = timedelta(hours=row.rule.escalate_after_hours)
    return after_working_hours(row.rung_at, hours, zone_of(row.owner.time_zone), calendar) <= now


@transaction.atomic
def _pass_on(row: Reminder, leaders: list[User], now: datetime) -> int:
    """Taken hold of again: in the meantime the person may have done it, or another worker told."""
    row = Reminder.objects.unanswered().select_for_update(of=("self",)).select_related("owner", "rule").filter(pk=row.pk).first()
    if row is None:
        return 0
    if not is_still_so(row):
        row.state = ReminderState.SETTLED
        row.save(update_fields=["state"])
        return 0
    row.escalated_at = now
    row.save(update_fields=["escalated_at"])
    words = {"person": str(row.owner), "text": row.text}
    return len(tell_many([(leader, ESCALATED, row.subject, words) for leader in leaders], by=User.objects.system()))
