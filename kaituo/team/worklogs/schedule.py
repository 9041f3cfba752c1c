"""When people are reminded of reports."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import reminding


@task()
def remind_of_reports() -> int:
    return reminding.remind(timezone.now())


@task()
def tell_who_is_missing() -> int:
    return reminding.tell_leaders(timezone.now())


repeat("every 20", remind_of_reports)
repeat("daily 08:30", tell_who_is_missing)
