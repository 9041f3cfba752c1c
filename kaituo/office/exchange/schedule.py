"""At night, files that were uploaded and never imported are let go."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import uploads
from .choices import BatchState
from .models import Batch

KEPT = timedelta(days=7)


@task()
def tidy_uploads() -> None:
    old = Batch.objects.exclude(file="").exclude(state=BatchState.RUNNING).filter(created_at__lt=timezone.now() - KEPT)
    for batch in old:
        uploads.let_go(batch)


repeat("daily 03:20", tidy_uploads)
