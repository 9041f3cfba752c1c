"""Imports of many rows, in the background: the same verbs, asked for by the same person."""

from django_tasks import task

from kaituo.foundation.identity.models import User

from . import uploads
from .choices import BatchState
from .models import Batch


@task()
def run_later(batch_id: int, user_id: int) -> None:
    """Being run twice changes nothing: a batch that has ended is left as it is."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.is_running and batch.file:
        uploads.run(batch, by=User.objects.get(pk=user_id))


@task()
def take_back_later(batch_id: int, user_id: int) -> None:
    """Begun again it goes on where it stood."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.state == BatchState.UNDOING:
        uploads.take_back(batch, by=User.objects.get(pk=user_id))
