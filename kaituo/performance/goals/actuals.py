"""What was reached of many targets, in a fixed number of queries. Whoever may see a target may see its one number; its entries stay a matter of access.

Days are counted as the ledger keeps them: an entry belongs to the team in which the person was on that day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.models import TeamPath
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Kind
from kaituo.foundation.metrics.measure import MEASURES, Measure, parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records.spans import MonthOf

from .models import Target


@dataclass(frozen=True)
class Asked:
    """One question: a measure of a person or of a team over whole months."""

    measure: str
    period: Period
    person: int | None = None
    team: int | None = None


def fill(targets: Iterable[Target]) -> list[Target]:
    """Put into each target what was reached of it."""
    listed = list(targets)
    asked = [Asked(target.measure, target.period, target.person_id, target.team_id) for target in listed]
    for target, value in zip(listed, answer(asked), strict=True):
        target.actual = value
    return listed


def answer(asked: list[Asked]) -> list[Decimal | None]:
    """The value of each question; None for a ratio that divides by nothing and for a measure nobody declares."""
    known = [each for each in asked if each.measure in MEASURES]
    if not known:
        return [None for _each in asked]
    ledger = Ledger(known)
    return [ledger.value(MEASURES[each.measure], each) if each.measure in MEASURES else None for each in asked]


class Ledger:
    """Sums by measure, person, team and month, read once for all questions."""

    def __init__(self, asked: list[Asked]) -> None:
        self.names = {name for each in asked for name in parts_of(MEASURES[each.measure])}
        self.start, self.end = min(each.period.start for each in asked), max(each.period.end for each in asked)
        self.teams = self._teams({each.team for each in asked if each.team})
        people = {each.person for each in asked if each.person}
        self.of_person: dict[tuple[str, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self.of_team: dict[tuple[str, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self._read(Q(person__in=people) | Q(team__in={team for spans in self.teams.values() for team, *_span in spans}))

    def _teams(self, roots: set[int]) -> dict[int, list[tuple[int, date, date]]]:
        found: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
        rows = TeamPath.objects.filter(ancestor__in=roots, starts_on__lt=self.end, ends_on__gt=self.start) if roots else []
        for path in rows:
            found[path.ancestor_id].append((path.descendant_id, path.starts_on, path.ends_on))
        return found

    def _read(self, holders: Q) -> None:
        rows = Entry.objects.filter(holders, measure__in=self.names).between(self.start, self.end).order_by()
        grouped = rows.annotate(month=MonthOf("on")).values_list("measure", "person_id", "team_id", "month").annotate(sum=Sum("amount"))
        for measure, person, team, month, amount in grouped:
            self.of_person[measure, person][month] += amount
            self.of_team[measure, team][month] += amount

    def value(self, measure: Measure, asked: Asked) -> Decimal | None:
        if measure.kind == Kind.RATIO:
            values = {name: self.value(MEASURES[behind], asked) or Decimal(0) for name, behind in measure.names.items()}
            return _evaluated(measure, values)
        return Decimal(self._sum(measure, asked)) / SCALE

    def _sum(self, measure: Measure, asked: Asked) -> int:
        if asked.person:
            sums = [self.of_person.get((measure.name, asked.person), {})]
        else:
            below = {team for team, start, end in self.teams.get(asked.team, ()) if start < asked.period.end and end > asked.period.start}
            sums = [self.of_team.get((measure.name, team), {}) for team in below]
        return sum(amount for months in sums for month, amount in months.items() if month in asked.period)


def _evaluated(measure: Measure, values: dict[str, Decimal]) -> Decimal | None:
    try:
        return measure.formula.evaluate(values)[0]
    except FormulaError:
        return None
