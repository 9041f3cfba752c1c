"""When dispatches go out."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .letters import send_due


@task()
def send_dispatches() -> int:
    return send_due()


repeat("every 5", send_dispatches)
