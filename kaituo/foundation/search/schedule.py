"""What the index does at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .renewing import rebuild


@task()
def renew_index() -> int:
    """A record is also found by its account's name; where that changed, the index learns it here."""
    return rebuild()


repeat("daily 03:20", renew_index)
