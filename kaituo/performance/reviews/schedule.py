"""When people are reminded of reviews."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from . import reminding


@task()
def remind_of_reviews() -> int:
    return reminding.remind(clock.today())


repeat("daily 08:30", remind_of_reviews)
