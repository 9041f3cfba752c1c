"""At night, files that were uploaded and never imported are let go, and the files of rows to mend."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from . import uploads
from .choices import BatchState
from .mending import drop_errors
from .models import Batch

KEPT = timedelta(days=7)


@task()
def tidy_uploads() -> None:
    old = Batch.objects.exclude(state=BatchState.RUNNING).filter(created_at__lt=timezone.now() - KEPT)
    for batch in old.exclude(file=""):
        uploads.let_go(batch)
    for batch in old.exclude(errors=""):
        drop_errors(batch)


repeat("daily 03:20", tidy_uploads)
