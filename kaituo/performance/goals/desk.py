"""A person's own goals: what waits for her answer, what runs, what comes, and the steps that are due. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.performance.goals.engine.pace import Pace

from .actuals import fill
from .choices import STANDING
from .models import GoalStep, Target

AHEAD = timedelta(days=14)
SHORT_FIRST = {"week": 0, "month": 1, "quarter": 2, "year": 3}


@dataclass(frozen=True)
class Running:
    target: Target
    pace: Pace


@dataclass(frozen=True)
class Desk:
    waiting: list[Target]
    running: list[Running]
    coming: list[Target]
    steps: list[GoalStep]


def desk_of(user: User, today: date) -> Desk:
    """In a number of queries that does not grow with the targets."""
    own = visible(user, Target.objects.standing().filter(owner=user, ends_on__gt=today)).select_related("person", "team", "owner")
    rows = sorted(own, key=lambda row: (SHORT_FIRST[row.kind], row.starts_on, row.measure))
    running = fill([row for row in rows if row.is_in_force and row.starts_on <= today])
    calendar = work_calendar()
    steps = visible(user, GoalStep.objects.open().filter(target__owner=user, target__state__in=STANDING, due_on__lte=today + AHEAD))
    return Desk(
        waiting=[row for row in rows if row.waits_for == "holder"],
        running=[Running(row, row.pace(on=today, calendar=calendar)) for row in running],
        coming=[row for row in rows if row.waits_for == "leader" or (row.starts_on > today and not row.waits_for)],
        steps=list(steps.select_related("target__person", "target__team")),
    )
