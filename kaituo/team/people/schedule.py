"""What people do at night: whoever's engagement ends today can no longer sign in."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .placing import end_overdue_access


@task()
def end_access_of_leavers() -> int:
    return end_overdue_access()


repeat("daily 00:05", end_access_of_leavers)
