"""What scorecards do at night."""

from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.records import clock

from .actions import refresh_all


@task()
def refresh_cards() -> int:
    """After the measures that no event tells of were counted."""
    return refresh_all(clock.today())


repeat("daily 06:10", refresh_cards)
