"""The shelf of repeating jobs. A context's `schedule.py` says `repeat("daily 02:00", recycle)`; here the hours are kept and due jobs are enqueued once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from .models import Schedule
from .rhythm import next_after

REPEATING: dict[str, tuple[str, Task]] = {}


def repeat(rule: str, job: Task) -> Task:
    """Declare that a job repeats. Raises WrongRule for a rule that cannot be read."""
    next_after(rule, timezone.now())
    REPEATING[job.module_path] = (rule, job)
    return job


def enqueue_due(now: datetime | None = None) -> int:
    """Enqueue what is due. Of several processes only the one that moves the row enqueues, so nothing runs twice."""
    now = now or timezone.now()
    known = {row.name: row for row in Schedule.objects.filter(name__in=REPEATING)}
    count = 0
    for name, (rule, job) in REPEATING.items():
        row = known.get(name) or Schedule.objects.get_or_create(name=name, defaults={"rule": rule, "next_run_at": _next(rule, now)})[0]
        if row.is_on and row.next_run_at <= now:
            count += _enqueue(row, job, now)
    return count


@transaction.atomic
def _enqueue(row: Schedule, job: Task, now: datetime) -> int:
    won = Schedule.objects.filter(pk=row.pk, next_run_at=row.next_run_at).update(next_run_at=_next(row.rule, now), last_run_at=now)
    if won:
        job.enqueue()
    return won


def _next(rule: str, now: datetime) -> datetime:
    return next_after(rule, timezone.localtime(now))
