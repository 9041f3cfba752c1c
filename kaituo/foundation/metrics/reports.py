"""Reading measures: sums over the ledger by person, team and time, for whoever may see them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Team, TeamPath, User
from kaituo.foundation.records.spans import MonthOf, QuarterOf, YearOf

from .choices import Kind
from .measure import Measure, measure_named
from .models import SCALE, Entry

Row = dict[str, Any]


@dataclass(frozen=True)
class Dimension:
    """One way to break a number down: the database columns to group by, and the key made of them."""

    columns: dict[str, Any]
    key: Callable[[Row], Any]


def _month(row: Row) -> str:
    return f"{row['_month']:%Y-%m}"


def _quarter(row: Row) -> str:
    first: date = row["_quarter"]
    return f"{first.year}-Q{(first.month + 2) // 3}"


DIMENSIONS = {
    "person": Dimension({"person": F("person_id")}, lambda row: row["person"]),
    "team": Dimension({"team": F("team_id")}, lambda row: row["team"]),
    "currency": Dimension({"currency": F("currency")}, lambda row: row["currency"]),
    "day": Dimension({"day": F("on")}, lambda row: row["day"].isoformat()),
    "month": Dimension({"_month": MonthOf("on")}, _month),
    "quarter": Dimension({"_quarter": QuarterOf("on")}, _quarter),
    "year": Dimension({"_year": YearOf("on")}, lambda row: str(row["_year"].year)),
}


class UnknownDimension(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(f"no dimension {name!r}; there are: {', '.join(DIMENSIONS)}")


@dataclass(frozen=True)
class Question:
    """Which entries to sum: between two days (half-open; None leaves a side open), of some people, of a team and those below it."""

    start: date | None = None
    end: date | None = None
    people: tuple[int, ...] = ()
    team: int | None = None

    def entries(self, measure: Measure, user: User) -> QuerySet:
        return self.narrow(visible(user, Entry.objects.filter(measure=measure.name)), measure.is_undated)

    def narrow(self, rows: QuerySet, is_undated: bool = False) -> QuerySet:
        """Of these entries those that are asked for; what lies on no day is asked for on every day."""
        rows = rows if is_undated else rows.between(self.start, self.end)
        if self.people:
            rows = rows.filter(person__in=self.people)
        if self.team:
            below = TeamPath.objects.filter(ancestor=self.team)
            if self.end:
                below = below.filter(starts_on__lt=self.end)
            if self.start:
                below = below.filter(ends_on__gt=self.start)
            rows = rows.filter(team__in=below.values("descendant"))
        return rows


def total(name: str, question: Question, *, by: User) -> Decimal | None:
    """The one number. None for a ratio whose divisor is nothing."""
    found = breakdown(name, (), question, by=by)
    return found.get((), Decimal(0) if measure_named(name).kind != Kind.RATIO else None)


def breakdown(name: str, dimensions: Iterable[str], question: Question, *, by: User) -> dict[tuple, Decimal]:
    """{key per dimension: value}. Raises LookupError for an unknown measure, UnknownDimension for an unknown dimension."""
    measure = measure_named(name)
    dimensions = tuple(dimensions)
    for each in dimensions:
        if each not in DIMENSIONS:
            raise UnknownDimension(each)
    if measure.kind == Kind.RATIO:
        return _ratio(measure, dimensions, question, by)
    columns = {key: value for each in dimensions for key, value in DIMENSIONS[each].columns.items()}
    aliases = {f"by_{key.lstrip('_')}": value for key, value in columns.items()}
    names = dict(zip(aliases, columns, strict=True))
    rows = (
        question.entries(measure, by).order_by().values(**aliases).annotate(sum=Sum("amount"))
        if aliases
        else [{"sum": question.entries(measure, by).aggregate(sum=Sum("amount"))["sum"] or 0}]
    )
    found: dict[tuple, Decimal] = {}
    for row in rows:
        named = {names.get(key, key): value for key, value in row.items()}
        found[tuple(DIMENSIONS[each].key(named) for each in dimensions)] = Decimal(row["sum"]) / SCALE
    return found


def _ratio(measure: Measure, dimensions: tuple[str, ...], question: Question, by: User) -> dict[tuple, Decimal]:
    """A formula of other measures, for every key that any of them has. Where it, or one of them, divides by nothing there is no number."""
    parts = {name: breakdown(behind, dimensions, question, by=by) for name, behind in measure.names.items()}
    found = {}
    nothing = {name: None if measure_named(behind).kind == Kind.RATIO else Decimal(0) for name, behind in measure.names.items()}
    for key in {key for part in parts.values() for key in part}:
        values = {name: part.get(key, nothing[name]) for name, part in parts.items()}
        value = None if None in values.values() else _evaluated(measure, values)
        if value is not None:
            found[key] = value
    return found


def _evaluated(measure: Measure, values: Mapping[str, Decimal]) -> Decimal | None:
    try:
        return measure.formula.evaluate(values)[0]
    except FormulaError:
        return None


def names_of(dimension: str, keys: Iterable[Any]) -> dict[Any, str]:
    """What people call the keys of a dimension."""
    models = {"person": User, "team": Team}
    if dimension in models:
        found = {row.pk: str(row) for row in models[dimension].objects.filter(pk__in=[key for key in keys if key])}
        return found | {None: "—"}
    return {key: str(key) for key in keys}
