"""What the pipeline does at night."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .chances.reckoning import reckon_chances
from .keeping import keep
from .projections.reckoning import project_won


@task()
def keep_forecast() -> int:
    """What the forecast said at the end of yesterday."""
    return keep(timezone.localdate() - timedelta(days=1))


repeat("daily 00:10", keep_forecast)
repeat("daily 01:20", reckon_chances)
repeat("daily 01:40", project_won)
