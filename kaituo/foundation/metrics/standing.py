"""Many figures at once: of many measures and people in one period, in a fixed number of queries, each with what it rests on or why there is none.

A flow is what lies in the period; a level how it stands at its end, or now while it runs; a formula follows from its parts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Max, Q, QuerySet, Sum

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period

from .choices import Kind, Why
from .measure import MEASURES, Measure, parts_of
from .models import SCALE, Entry, Snapshot

Holder = tuple[int | None, int | None]
"""Person and team of an entry."""


@dataclass(frozen=True)
class Reading:
    """`count` is how many entries stand behind the value (of a formula: behind the part with the fewest that is not nothing); `why`: no value."""

    value: Decimal | None
    count: int = 0
    why: str = ""


Sums = tuple[int, int]
"""Of some entries: what they come to, in ten-thousandths, and how many they are."""
NOTHING: Sums = (0, 0)


class Readings:
    """What some measures read in a period, for whoever `by` may see (everybody for the system); read at once, asked as often as one likes."""

    def __init__(self, names: Collection[str], period: Period, *, today: date, by: User, people: Collection[int] = ()) -> None:
        self.period, self.today, self.by, self.people = period, today, by, people
        parts = {part for name in names if name in MEASURES for part in parts_of(MEASURES[name])}
        levels = {name for name in parts if MEASURES[name].kind == Kind.LEVEL}
        self.is_over = period.end <= today
        self.kept_on: date | None = None
        self.sums: dict[str, dict[Holder, Sums]] = defaultdict(dict)
        self._parts_of: dict[str, tuple[str, ...]] = {}
        self._read: dict[tuple[str, tuple[Sums, ...]], Reading] = {}
        self._read_flows(parts - levels)
        if self.is_over:
            self._read_nights(levels)
        else:
            self._read_levels(levels)

    def of(self, name: str, person: int) -> Reading:
        """Of one person, whatever her teams were."""
        return self.of_each(name, (person,))[person]

    def of_each(self, name: str, people: Collection[int]) -> dict[int, Reading]:
        """Of many, each by herself."""
        measure = MEASURES.get(name)
        if measure is None:
            return dict.fromkeys(people, Reading(None, why=Why.UNKNOWN))
        held = [self._of_person[part] for part in self._parts(measure)]
        return {person: self._reading(measure, tuple([sums.get(person, NOTHING) for sums in held])) for person in people}

    def over(self, name: str, *, people: Collection[int] | None = None, teams: Collection[int] | None = None) -> Reading:
        """Of these people, or of these teams as they were; neither: of everybody."""
        measure = MEASURES.get(name)
        if measure is None:
            return Reading(None, why=Why.UNKNOWN)
        return self._reading(measure, tuple([self._sum(part, people, teams) for part in self._parts(measure)]))

    def people_with(self, name: str) -> set[int]:
        return {person for part in parts_of(MEASURES[name]) for person, _team in self.sums[part] if person} if name in MEASURES else set()

    def _parts(self, measure: Measure) -> tuple[str, ...]:
        if measure.name not in self._parts_of:
            self._parts_of[measure.name] = tuple(sorted(parts_of(measure)))
        return self._parts_of[measure.name]

    def _reading(self, measure: Measure, sums: tuple[Sums, ...]) -> Reading:
        """`sums` of its parts. Equal ones, such as of all who did nothing, are read once."""
        key = (measure.name, sums)
        if key not in self._read:
            self._read[key] = self._read_of(measure, dict(zip(self._parts(measure), sums, strict=True)))
        return self._read[key]

    def _read_of(self, measure: Measure, sums: Mapping[str, Sums]) -> Reading:
        if self._is_unkept and any(MEASURES[part].kind == Kind.LEVEL for part in sums):
            return Reading(None, why=Why.NOT_KEPT)
        if measure.formula is None:
            amount, count = sums[measure.name]
            return Reading(Decimal(amount) / SCALE, count)
        counts = [count for _amount, count in sums.values() if count]
        try:
            value = evaluated(measure, {part: Decimal(amount) / SCALE for part, (amount, _count) in sums.items()})
        except FormulaError as fault:
            return Reading(None, min(counts, default=0), Why.DIVIDED if fault.code == "formula.division_by_zero" else Why.TOO_LARGE)
        return Reading(value, min(counts, default=0))

    @cached_property
    def _is_unkept(self) -> bool:
        return self.is_over and self.kept_on is None

    def _sum(self, part: str, people: Collection[int] | None, teams: Collection[int] | None) -> Sums:
        held = self.sums[part].items()
        wanted = [each for (person, team), each in held if (people is None or person in people) and (teams is None or team in teams)]
        return _together(wanted)

    @cached_property
    def _of_person(self) -> dict[str, dict[int | None, Sums]]:
        gathered: dict[str, dict[int | None, Sums]] = defaultdict(dict)
        for part, held in self.sums.items():
            found = gathered[part]
            for (person, _team), each in held.items():
                found[person] = _together((found[person], each)) if person in found else each
        return gathered

    def _read_flows(self, names: Iterable[str]) -> None:
        rows = self._seen(Entry.objects.filter(measure__in=list(names))).between(self.period.start, self.period.end)
        self._gather(rows)

    def _read_levels(self, names: Collection[str]) -> None:
        self._gather(self._seen(Entry.objects.filter(_stands(names, self.today))))

    def _read_nights(self, names: Collection[str]) -> None:
        if not names:
            return
        nights = Snapshot.objects.filter(measure__in=names, taken_on__lt=self.period.end)
        self.kept_on = nights.aggregate(last=Max("taken_on"))["last"]
        if self.kept_on is None or self.kept_on < self.period.start:
            self.kept_on = None
            return
        due = [name for name in names if MEASURES[name].due_only]
        rows = self._seen(Snapshot.objects.filter(measure__in=names, taken_on=self.kept_on)).exclude(measure__in=due, is_due=False)
        self._gather(rows)

    def _seen(self, rows: QuerySet) -> QuerySet:
        rows = visible(self.by, rows)
        return rows.filter(person__in=self.people) if self.people else rows

    def _gather(self, rows: QuerySet) -> None:
        grouped = rows.order_by().values_list("measure", "person_id", "team_id").annotate(sum=Sum("amount"), count=Count("pk"))
        for measure, person, team, amount, count in grouped:
            self.sums[measure][person, team] = (amount, count)


def rested_on(names: Collection[str], period: Period, today: date) -> Q:
    """The entries behind figures of a period: of a flow those that lie in it, of a level those that stand now."""
    levels = {name for name in names if MEASURES[name].kind == Kind.LEVEL}
    return Q(measure__in=set(names) - levels, on__gte=period.start, on__lt=period.end) | _stands(levels, today)


def _stands(levels: Collection[str], today: date) -> Q:
    """Of levels that count what is due only what is."""
    due = [name for name in levels if MEASURES[name].due_only]
    return Q(measure__in=[name for name in levels if name not in due]) | Q(measure__in=due, on__lt=today)


def _together(sums: Collection[Sums]) -> Sums:
    return sum([amount for amount, _count in sums]), sum([count for _amount, count in sums])


def evaluated(measure: Measure, values: Mapping[str, Decimal]) -> Decimal:
    """A measure from the values of the counted ones behind it. Raises FormulaError where there is no number."""
    if measure.formula is None:
        return values.get(measure.name, Decimal(0))
    return measure.formula.evaluate({name: evaluated(MEASURES[behind], values) for name, behind in measure.names.items()})[0]
