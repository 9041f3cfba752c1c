"""What visits do at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import forgetting


@task()
def forget_positions() -> int:
    return forgetting.forget_positions()


@task()
def forget_photos() -> int:
    return forgetting.forget_photos()


@task()
def miss_past_visits() -> int:
    return forgetting.miss_past()


repeat("daily 03:20", forget_positions)
repeat("daily 03:30", forget_photos)
repeat("every 60", miss_past_visits)
