"""Imports of many rows, in the background: the same verbs, asked for by the same person."""

from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by

from . import uploads
from .choices import BatchState
from .models import Batch


@task()
def run_later(batch_id: int, user_id: int) -> None:
    """Being run twice changes nothing: a batch that has ended is left as it is."""
    batch, user = Batch.objects.get(pk=batch_id), User.objects.get(pk=user_id)
    if batch.is_running and batch.file:
        with as_read_by(user):
            uploads.run(batch, by=user)


@task()
def take_back_later(batch_id: int, user_id: int) -> None:
    """Begun again it goes on where it stood."""
    batch, user = Batch.objects.get(pk=batch_id), User.objects.get(pk=user_id)
    if batch.state == BatchState.UNDOING:
        with as_read_by(user):
            uploads.take_back(batch, by=user)
