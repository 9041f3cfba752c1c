"""What leads do by themselves: reminders of those that wait for an answer, and at night counts of enquiries that are over are forgotten."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .answers import remind
from .public import forget_counts


@task()
def remind_of_answers() -> int:
    return remind()


@task()
def forget_enquiry_counts() -> int:
    return forget_counts()


repeat("every 10", remind_of_answers)
repeat("daily 03:10", forget_enquiry_counts)
