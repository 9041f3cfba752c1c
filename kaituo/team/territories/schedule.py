"""What territories do at night: what begins or ends with the day takes effect, whatever was missed is caught up."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .covering import refresh


@task()
def refresh_coverage() -> int:
    return refresh()


repeat("daily 00:20", refresh_coverage)
