"""When letters go out, and the look of every minute at what is to be sent."""

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import carrying, post  # noqa: F401 - e-mail puts itself on the shelf of channels
from .letters import send_letters_due


@task()
def send_letters_at_their_hour() -> int:
    return send_letters_due(timezone.now())


@task()
def deliver_notices() -> int:
    """What was put off, what is to be tried again, and what slipped through when its notice was told."""
    return carrying.deliver.call()


repeat("every 10", send_letters_at_their_hour)
repeat("every 1", deliver_notices)
