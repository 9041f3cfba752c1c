"""When people are reminded of appointments."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import reminding


@task()
def remind_of_appointments() -> int:
    return reminding.remind(timezone.now())


repeat("every 5", remind_of_appointments)
