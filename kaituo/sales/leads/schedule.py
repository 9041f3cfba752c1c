"""What leads do at night: counts of enquiries that are over are forgotten."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .public import forget_counts


@task()
def forget_enquiry_counts() -> int:
    return forget_counts()


repeat("daily 03:10", forget_enquiry_counts)
