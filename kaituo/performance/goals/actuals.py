"""What was reached of many targets, in a fixed number of queries. Whoever may see a target may see its one number; its entries stay a matter of access.

Days are counted as the ledger keeps them: an entry belongs to the team in which the person was on that day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, Sum

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.models import TeamPath, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES, Measure, adds_up_by_day, parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.metrics.standing import Readings, evaluated
from kaituo.foundation.records import clock
from kaituo.foundation.records.spans import MonthOf

from .models import Target


@dataclass(frozen=True)
class Asked:
    """One question: a measure of a person or of a team over a period."""

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
    """The value of each question; None for a ratio that divides by nothing, for what stood on a day that was not kept, and for a measure nobody declares."""
    counted = [each for each in asked if each.measure in MEASURES and adds_up_by_day(MEASURES[each.measure])]
    ledger = Ledger(counted) if counted else None
    found = {each: ledger.value(MEASURES[each.measure], each) for each in counted} if ledger else {}
    found |= _as_it_stands([each for each in asked if each.measure in MEASURES and each not in found])
    return [found.get(each) for each in asked]


def _as_it_stands(asked: list[Asked]) -> dict[Asked, Decimal | None]:
    """Of measures that say what stands on a day, or are made of such: the figure that library and scorecards show. Read once for each period."""
    periods: dict[Period, list[Asked]] = defaultdict(list)
    for each in asked:
        periods[each.period].append(each)
    today, found = clock.today(), {}
    for period, questions in periods.items():
        if period.start > today:
            continue
        of_people = {each.person for each in questions if each.person}
        people = of_people if all(each.person for each in questions) else ()
        readings = Readings({each.measure for each in questions}, period, today=today, by=User.objects.system(), people=people)
        below = _below({each.team for each in questions if each.team}, period)
        for each in questions:
            read = readings.of(each.measure, each.person) if each.person else readings.over(each.measure, teams=below[each.team])
            found[each] = read.value
    return found


def _below(roots: set[int], period: Period) -> dict[int, set[int]]:
    """{team: itself and those below it in the period}."""
    found: dict[int, set[int]] = {root: {root} for root in roots}
    for above, team in TeamPath.objects.within(period).filter(ancestor__in=roots).values_list("ancestor_id", "descendant_id") if roots else []:
        found[above].add(team)
    return found


def standing(name: str, period: Period, people: list[int], teams: list[int]) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """What stands of a measure by the end of the period, by person and by team with those below it: open deals due before then."""
    until = Entry.objects.filter(measure=name, on__lt=period.end).order_by()
    of_people = dict(until.filter(person__in=people).values_list("person").annotate(sum=Sum("amount"))) if people else {}
    paths = TeamPath.objects.within(period).filter(ancestor__in=teams) if teams else TeamPath.objects.none()
    below = {(path.ancestor_id, path.descendant_id) for path in paths}
    rows = dict(until.filter(team__in={team for _above, team in below}).values_list("team").annotate(sum=Sum("amount"))) if below else {}
    of_teams: dict[int, Decimal] = defaultdict(Decimal)
    for above, team in below:
        of_teams[above] += Decimal(rows.get(team, 0)) / SCALE
    return {person: Decimal(amount) / SCALE for person, amount in of_people.items()}, dict(of_teams)


class Ledger:
    """Sums by measure, person, team and month, read once for all questions; by day where any of them is not made of whole months."""

    def __init__(self, asked: list[Asked]) -> None:
        self.names = {name for each in asked for name in parts_of(MEASURES[each.measure])}
        self.start, self.end = min(each.period.start for each in asked), max(each.period.end for each in asked)
        self.teams = self._teams({each.team for each in asked if each.team})
        self.is_by_day = any(day.day != 1 for each in asked for day in (each.period.start, each.period.end))
        people = {each.person for each in asked if each.person}
        self.of_person: dict[tuple[str, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self.of_team: dict[tuple[str, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self._read(Q(person__in=people) | Q(team__in={team for spans in self.teams.values() for team, *_span in spans}))

    def _teams(self, roots: set[int]) -> dict[int, list[tuple[int, date, date]]]:
        found: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
        rows = TeamPath.objects.within(Period(self.start, self.end)).filter(ancestor__in=roots) if roots else []
        for path in rows:
            found[path.ancestor_id].append((path.descendant_id, path.starts_on, path.ends_on))
        return found

    def _read(self, holders: Q) -> None:
        rows = Entry.objects.filter(holders, measure__in=self.names).between(self.start, self.end).order_by()
        grouped = (
            rows.annotate(bucket=F("on") if self.is_by_day else MonthOf("on"))
            .values_list("measure", "person_id", "team_id", "bucket")
            .annotate(sum=Sum("amount"))
        )
        for measure, person, team, bucket, amount in grouped:
            self.of_person[measure, person][bucket] += amount
            self.of_team[measure, team][bucket] += amount

    def value(self, measure: Measure, asked: Asked) -> Decimal | None:
        try:
            return evaluated(measure, {part: Decimal(self._sum(part, asked)) / SCALE for part in parts_of(measure)})
        except FormulaError:
            return None

    def _sum(self, name: str, asked: Asked) -> int:
        if asked.person:
            sums = [self.of_person.get((name, asked.person), {})]
        else:
            below = {team for team, start, end in self.teams.get(asked.team, ()) if start < asked.period.end and end > asked.period.start}
            sums = [self.of_team.get((name, team), {}) for team in below]
        return sum(amount for days in sums for day, amount in days.items() if day in asked.period)
