"""A calculation in the background, for runs of many payees: the same verb, asked for by the same person."""

from django_tasks import task

from kaituo.foundation.identity.models import User

from .actions.runs import calculate
from .models import Run


@task()
def calculate_later(run_id: int, user_id: int) -> None:
    """Enqueue with `calculate_later.enqueue(run.pk, user.pk)`. Being run twice changes nothing."""
    calculate(Run.objects.get(pk=run_id), by=User.objects.get(pk=user_id))
