"""When reminders ring, when rules are applied, and when leaders are told."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import applying, ringing


@task()
def ring_reminders() -> int:
    now, count = timezone.now(), 0
    while rung := ringing.ring(now):
        count += rung
    return count


@task()
def apply_reminder_rules() -> int:
    return applying.apply_rules(timezone.localdate())


@task()
def escalate_reminders() -> int:
    return ringing.escalate(timezone.now())


repeat("every 1", ring_reminders)
repeat("daily 05:30", apply_reminder_rules)
repeat("every 15", escalate_reminders)
