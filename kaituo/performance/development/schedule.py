"""When people are reminded of check-ins."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from . import reminding


@task()
def remind_of_check_ins() -> int:
    return reminding.remind(clock.today())


repeat("daily 08:35", remind_of_check_ins)
