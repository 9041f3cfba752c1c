"""When targets are looked through for those that fall behind."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from . import alerting


@task()
def alert_of_pace() -> int:
    return alerting.alert(clock.today())


repeat("daily 08:20", alert_of_pace)
