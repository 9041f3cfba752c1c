"""When people are reminded of meetings."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import reminding


@task()
def remind_of_meetings() -> int:
    return reminding.remind(timezone.now())


repeat("every 5", remind_of_meetings)
