"""A contest reckoned from the ledger as it stands: figures of all who take part, without what a person left out. Reads only, with everybody's figures, as a referee.

How many queries there are does not grow with the people.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Sum

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.measure import MEASURES, parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import evaluated

from .choices import Kind, TieRule
from .engine import relay
from .engine.standing import Kind as KindName
from .engine.standing import Line, Placed, Terms, Tie, stand
from .models import Contest, Entrant, Finding
from .moments import end_of, moments_of
from .seats import Seat, seats_of

HEAD_DIGITS = 4
NOTHING = Decimal(0)


@dataclass(frozen=True)
class DaySum:
    """What somebody was credited with on a day in a measure, of so many entries."""

    measure: str
    person: int | None
    on: date
    amount: Decimal
    count: int


@dataclass
class Row:
    """One line of a board; `count` is how many entries stand behind it."""

    seat: Seat
    placed: Placed
    count: int = 0
    legs: list[relay.Leg] = field(default_factory=list)

    @property
    def entrant(self) -> Entrant:
        return self.seat.entrant


Sums = dict[int, list[DaySum]]
"""By entrant."""


class Desk:
    """Everything that is needed to reckon one contest, read at once."""

    def __init__(self, contest: Contest, today: date) -> None:
        in_step()
        self.contest = contest
        self.seats = seats_of(contest, today)
        names = [contest.measure, *([contest.second_measure] if contest.tie_rule == TieRule.SECOND else [])]
        self.parts = {part for name in names if name in MEASURES for part in parts_of(MEASURES[name])}
        self.left_out = sources_left_out(contest)
        self.sums = self._read(contest.period)
        self.past = self._read(contest.past_period) if contest.kind == Kind.MOST_IMPROVED else {}

    def board(self) -> list[Row]:
        rows = {seat.key: self._row(seat) for seat in self.seats}
        found = []
        for placed in stand([row.placed.line for row in rows.values()], terms_of(self.contest)):
            row = rows[placed.line.key]
            row.placed = placed
            found.append(row)
        return found

    def entries(self, period: Period | None = None) -> QuerySet[Entry]:
        """Of all who take part, with what was left out."""
        people = {person for seat in self.seats for person in seat.people}
        teams = {team for seat in self.seats for team in seat.teams}
        span = period or self.contest.period
        return Entry.objects.filter(measure__in=self.parts).between(span.start, span.end).filter(Q(person__in=people) | Q(team__in=teams))

    def counted(self, period: Period | None = None) -> QuerySet[Entry]:
        return without(self.entries(period), self.left_out)

    def seats_of_entry(self, entry: Entry) -> list[Seat]:
        return self._seats_holding(entry.person_id, entry.team_id)

    def _read(self, period: Period) -> Sums:
        found: Sums = defaultdict(list)
        rows = self.counted(period).order_by().values_list("measure", "person_id", "team_id", "on")
        for measure, person, team, on, amount, count in rows.annotate(sum=Sum("amount"), count=Count("pk")):
            each = DaySum(measure, person, on, Decimal(amount) / SCALE, count)
            for seat in self._seats_holding(person, team):
                found[seat.key].append(each)
        return found

    def _seats_holding(self, person: int | None, team: int | None) -> list[Seat]:
        return self._by_team.get(team, []) if self.contest.kind == Kind.TEAM else self._by_person.get(person, [])

    @cached_property
    def _by_person(self) -> dict[int | None, list[Seat]]:
        return _dealt((person, seat) for seat in self.seats for person in seat.people)

    @cached_property
    def _by_team(self) -> dict[int | None, list[Seat]]:
        return _dealt((team, seat) for seat in self.seats for team in seat.teams)

    def _row(self, seat: Seat) -> Row:
        if self.contest.kind == Kind.RELAY:
            return self._relay_row(seat)
        contest, is_per_head = self.contest, self.contest.is_per_head and self.contest.kind == Kind.TEAM
        figure, count = value_of(contest.measure, self.sums.get(seat.key, []))
        figure = quotient(figure, seat.heads, HEAD_DIGITS) if figure is not None and is_per_head and seat.heads else figure
        base = value_of(contest.measure, self.past.get(seat.key, []))[0] if contest.kind == Kind.MOST_IMPROVED else None
        second = value_of(contest.second_measure, self.sums.get(seat.key, []))[0] if contest.tie_rule == TieRule.SECOND else None
        return Row(seat, Placed(Line(seat.key, figure, base, second, self._reached.get(seat.key)), ""), count)

    def _relay_row(self, seat: Seat) -> Row:
        days: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
        for each in self.sums.get(seat.key, []):
            days[each.person].append((each.on, each.amount))
        legs = relay.run(seat.entrant.legs, days, self.contest.figure, self.contest.starts_on)
        done = [leg for leg in legs if leg.done_on]
        current = next((leg.figure for leg in legs if leg.from_day and not leg.done_on), NOTHING)
        reached = end_of(done[-1].done_on) if done and len(done) == len(legs) else None
        count = sum(each.count for each in self.sums.get(seat.key, []))
        return Row(seat, Placed(Line(seat.key, current, reached_at=reached, legs_done=len(done)), ""), count, legs)

    @cached_property
    def _reached(self) -> dict[int, datetime]:
        """When each reached the figure, or what she has now; asked only where it matters."""
        if self.contest.kind != Kind.FIRST_TO and self.contest.tie_rule != TieRule.EARLIER:
            return {}
        goal = self.contest.figure if self.contest.kind == Kind.FIRST_TO else None
        days = {seat.key: found for seat in self.seats if (found := day_reached(self.sums.get(seat.key, []), self.contest.measure, goal))}
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.counted().filter(measure=self.contest.measure, on__in={day for day, _before in days.values()}):
            for seat in self._seats_holding(entry.person_id, entry.team_id):
                if seat.key in days and days[seat.key][0] == entry.on:
                    entries[seat.key].append(entry)
        moments = moments_of([entry for rows in entries.values() for entry in rows])
        return {key: _instant(rows, moments, days[key][1], goal) for key, rows in entries.items()}


def value_of(name: str, sums: Iterable[DaySum]) -> tuple[Decimal | None, int]:
    """Of a measure, and how many entries stand behind it; None where there is no number."""
    if name not in MEASURES:
        return None, 0
    values: dict[str, Decimal] = defaultdict(Decimal)
    counts: dict[str, int] = defaultdict(int)
    for each in sums:
        values[each.measure] += each.amount
        counts[each.measure] += each.count
    try:
        return evaluated(MEASURES[name], values), min((counts[part] for part in parts_of(MEASURES[name])), default=0)
    except FormulaError:
        return None, 0


def day_reached(sums: Iterable[DaySum], measure: str, goal: Decimal | None) -> tuple[date, Decimal] | None:
    """The day on which the goal was reached, and what there was before it; without a goal the last day on which something was added."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    for each in sums:
        if each.measure == measure:
            days[each.on] += each.amount
    if goal is None:
        return (max(days), NOTHING) if days else None
    total = NOTHING
    for day in sorted(days):
        if total + days[day] >= goal:
            return day, total
        total += days[day]
    return None


def terms_of(contest: Contest) -> Terms:
    return Terms(KindName(contest.kind), Tie(contest.tie_rule), contest.least_figure, contest.least_base, contest.less_wins)


def sources_left_out(contest: Contest) -> set[tuple[str, int]]:
    rows = Finding.objects.left_out().filter(contest=contest).values_list("sources", flat=True)
    return {(kind, pk) for sources in rows for kind, pk in sources}


def without(rows: QuerySet[Entry], sources: Iterable[tuple[str, int]]) -> QuerySet[Entry]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in sources:
        by_kind[kind].append(pk)
    for kind, ids in by_kind.items():
        rows = rows.exclude(source_type=kind, source_id__in=ids)
    return rows


def _dealt(pairs: Iterable[tuple[int, Seat]]) -> dict[int | None, list[Seat]]:
    found: dict[int | None, list[Seat]] = defaultdict(list)
    for key, seat in pairs:
        found[key].append(seat)
    return found


def _instant(rows: list[Entry], moments: dict[int, datetime], before: Decimal, goal: Decimal | None) -> datetime:
    ordered = sorted(rows, key=lambda row: (moments[row.pk], row.pk))
    total = before
    for row in ordered:
        total += row.value
        if goal is not None and total >= goal:
            return moments[row.pk]
    return moments[ordered[-1].pk]
