"""The targets that cards are scored against, read from goals for everybody at once: the one of exactly the period, else what shorter ones add up to (weeks do not
fill a month), else the share by workdays of a longer one."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import quotient
from kaituo.performance.goals.models import Target

Key = tuple[str, str, int]
"""Measure, "person" or "team", id."""
CENTS = 2


def targets_in(period: Period, measures: Collection[str], calendar: WorkCalendar) -> dict[Key, Decimal]:
    rows = Target.objects.in_force().filter(measure__in=measures, starts_on__lt=period.end, ends_on__gt=period.start)
    found: dict[Key, list[tuple[Period, Decimal]]] = defaultdict(list)
    for measure, person, team, start, end, goal in rows.order_by().values_list(
        "measure", "person_id", "team_id", "starts_on", "ends_on", "goal_amount"
    ):
        found[measure, "person" if person else "team", person or team].append((Period(start, end), goal))
    return {key: goal for key, given in found.items() if (goal := _of(given, period, calendar)) is not None}


def _of(given: list[tuple[Period, Decimal]], period: Period, calendar: WorkCalendar) -> Decimal | None:
    exact = next((goal for span, goal in given if span == period), None)
    if exact is not None:
        return exact
    within = [(span, goal) for span, goal in given if span.start >= period.start and span.end <= period.end and span.kind != PeriodKind.WEEK]
    if within:
        kind = within[0][0].kind
        return sum((goal for span, goal in within if span.kind == kind), Decimal(0))
    return _part_of_longer(given, period, calendar)


def _part_of_longer(given: list[tuple[Period, Decimal]], period: Period, calendar: WorkCalendar) -> Decimal | None:
    around = [(span, goal) for span, goal in given if span.start <= period.start and span.end >= period.end]
    if not around:
        return None
    span, goal = min(around, key=lambda pair: pair[0].day_count)
    workdays = calendar.workdays_in(span)
    return quotient(goal * calendar.workdays_in(period), workdays, CENTS) if workdays else None
