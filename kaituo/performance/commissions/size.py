"""Whether a run is calculated at once or in the background, and how far a background calculation is."""

from typing import TYPE_CHECKING

from django.db.models import Q

from kaituo.foundation.jobs import progress
from kaituo.foundation.jobs.progress import Standing
from kaituo.foundation.metrics.models import Entry

if TYPE_CHECKING:
    from .models import Run

AT_ONCE = 5000
"""Credits of the period up to which a run is calculated while one waits: about a second's work."""
PLANS, LINES = "plans", "lines"


def is_large(run: "Run") -> bool:
    """Whether more credits than `AT_ONCE` count in the run; they are not counted any further."""
    plans = run.plans()
    counted = Q(pk__in=[])
    for plan in plans:
        counted |= Q(measure__in=plan.released_measures, person__in=plan.assignments.active().values("person"))
    rows = Entry.objects.filter(counted).between(run.starts_on, run.ends_on).order_by()
    return rows[: AT_ONCE + 1].count() > AT_ONCE


def _name(run: "Run") -> str:
    return f"commission-run-{run.pk}"


def say(run: "Run", done: int, total: int, of: str) -> None:
    """Kept only while the run is calculated in the background."""
    if run.is_running:
        progress.say(_name(run), done, total, of)


def standing(run: "Run") -> Standing:
    return progress.standing(_name(run))


def forget(run: "Run") -> None:
    progress.forget(_name(run))
