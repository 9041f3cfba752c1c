"""When people are reminded of tasks."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import reminding


@task()
def remind_of_tasks() -> int:
    return reminding.remind(timezone.now())


repeat("every 10", remind_of_tasks)
