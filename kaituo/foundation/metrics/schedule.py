"""What metrics do at night."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .levels import take


@task()
def keep_levels() -> None:
    """How every level stood at the end of yesterday."""
    take(timezone.localdate() - timedelta(days=1))


repeat("daily 00:20", keep_levels)
