"""What allocation does at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .recycling import spend_night
from .succession import remind_of_late


@task()
def recycle() -> dict[str, int]:
    return spend_night()


@task()
def remind() -> int:
    return remind_of_late()


repeat("daily 00:20", recycle)
repeat("daily 00:40", remind)
