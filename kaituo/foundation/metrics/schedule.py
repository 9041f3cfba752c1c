"""What metrics do at night."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .ledger import rebuild
from .levels import move_with_people, take
from .measure import MEASURES
from .own import in_step


@task()
def keep_levels() -> None:
    """How every level stood at the end of yesterday."""
    in_step()
    move_with_people()
    take(timezone.localdate() - timedelta(days=1))


@task()
def count_nightly() -> None:
    """What no event tells of is counted anew, once the night's other work is done."""
    for measure in list(MEASURES.values()):
        if measure.is_nightly:
            rebuild(measure)


repeat("daily 00:20", keep_levels)
repeat("daily 05:40", count_nightly)
