"""When the daily letter goes out."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .letters import send_letters


@task()
def send_daily_letters() -> int:
    return send_letters()


repeat("daily 08:00", send_daily_letters)
