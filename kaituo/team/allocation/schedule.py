"""What allocation does at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .recycling import spend_night


@task()
def recycle() -> dict[str, int]:
    return spend_night()


repeat("daily 00:20", recycle)
