"""A simulation to be shown: done at once where it is small, else the last one that was done in the background."""

from typing import Any

from kaituo.foundation.jobs import progress
from kaituo.foundation.jobs.progress import Standing
from kaituo.foundation.kernel.period import Period

from .models import Plan, Simulation
from .simulation import is_large, simulate


def tried(plan: Plan, period: Period) -> tuple[dict[str, Any] | None, Standing | None]:
    """(result, how far it is); both are None where somebody has to ask for it first."""
    if not is_large(plan, period):
        return simulate(plan, period), None
    row = Simulation.objects.filter(plan=plan, starts_on=period.start, ends_on=period.end).first()
    if row is None:
        return None, None
    return row.result, progress.standing(f"commission-simulation-{row.pk}") if row.is_waiting else None
