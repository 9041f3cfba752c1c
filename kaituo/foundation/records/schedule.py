"""What the records do at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .sealing import seal


@task()
def seal_events() -> int:
    return seal()


repeat("daily 02:10", seal_events)
