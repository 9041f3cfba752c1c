"""When targets are looked through for those that fall behind, and for those whose answer is overdue."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from . import alerting, answering


@task()
def alert_of_pace() -> int:
    return alerting.alert(clock.today())


repeat("daily 08:20", alert_of_pace)


@task()
def remind_of_answers() -> int:
    return answering.remind_of_answers(clock.today())


repeat("daily 08:25", remind_of_answers)
