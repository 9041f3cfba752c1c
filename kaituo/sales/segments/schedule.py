"""What segments do: classes at night, reminders in the morning."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .reckoning import reckon_all
from .reminders import remind


@task()
def reckon_worth() -> dict[str, int]:
    return reckon_all()


@task()
def remind_of_customers() -> int:
    return remind()


repeat("daily 00:30", reckon_worth)
repeat("daily 07:30", remind_of_customers)
