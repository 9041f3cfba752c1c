"""The targets that cards are scored against, read from goals for everybody at once: the one of exactly the period, else what shorter ones add up to (weeks do not
fill a month), else the share by workdays of a longer one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.measure import MEASURES, adds_up, adds_up_by_day
from kaituo.performance.goals.models import Target

Key = tuple[str, str, int]
"""Measure, "person" or "team", id."""
Holder = tuple[str, int]
Dated = tuple[Period, Decimal]
SHORTER = (PeriodKind.QUARTER, PeriodKind.MONTH)
CENTS, RATE_DIGITS = 2, 6


def targets_in(
    period: Period, measures: Collection[str], calendar: WorkCalendar, days: Mapping[Holder, Sequence[Period]] | None = None
) -> dict[Key, Decimal]:
    """`days`: when each holder was there, where that is known. Shorter targets that leave some of these days out are no target to judge by."""
    present = days or {}
    rows = Target.objects.in_force().filter(measure__in=measures, starts_on__lt=period.end, ends_on__gt=period.start)
    found: dict[Key, list[Dated]] = defaultdict(list)
    for measure, person, team, start, end, goal in rows.order_by().values_list(
        "measure", "person_id", "team_id", "starts_on", "ends_on", "goal_amount"
    ):
        found[measure, "person" if person else "team", person or team].append((Period(start, end), goal))
    asked = {key: Asked(period, calendar, present.get(key[1:], ()), _grows(key[0])) for key in found}
    return {key: goal for key, given in found.items() if (goal := asked[key].of(given)) is not None}


def _grows(name: str) -> bool:
    measure = MEASURES.get(name)
    return measure is None or (adds_up(measure) and adds_up_by_day(measure))


@dataclass(frozen=True)
class Asked:
    """`grows`: shorter targets add up to a longer one. Those of a rate, or of what stands on a day, do not: their mean by workdays counts."""

    period: Period
    calendar: WorkCalendar
    days: Sequence[Period]
    grows: bool

    def of(self, given: list[Dated]) -> Decimal | None:
        exact = next((goal for span, goal in given if span == self.period), None)
        if exact is not None:
            return exact
        for kind in SHORTER:
            pieces = {span: goal for span, goal in given if span.kind == kind and self.period.start <= span.start and span.end <= self.period.end}
            if pieces and self._cover(pieces, kind):
                return self._together(pieces)
        return self._part_of_longer(given)

    def _cover(self, pieces: Collection[Period], kind: PeriodKind) -> bool:
        needed = {piece for piece in self.period.split(kind) if any(self._works_in(piece, span) for span in self.days)}
        return needed <= set(pieces)

    def _works_in(self, piece: Period, span: Period) -> bool:
        shared = span.intersect(piece)
        return shared is not None and self.calendar.workdays_in(shared) > 0

    def _together(self, pieces: Mapping[Period, Decimal]) -> Decimal | None:
        if self.grows:
            return sum(pieces.values(), Decimal(0))
        workdays = {span: self.calendar.workdays_in(span) for span in pieces}
        total = sum(workdays.values())
        return quotient(sum((goal * workdays[span] for span, goal in pieces.items()), Decimal(0)), total, RATE_DIGITS) if total else None

    def _part_of_longer(self, given: list[Dated]) -> Decimal | None:
        around = [(span, goal) for span, goal in given if span.start <= self.period.start and span.end >= self.period.end]
        if not around:
            return None
        span, goal = min(around, key=lambda pair: pair[0].day_count)
        if not self.grows:
            return goal
        workdays = self.calendar.workdays_in(span)
        return quotient(goal * self.calendar.workdays_in(self.period), workdays, CENTS) if workdays else None
