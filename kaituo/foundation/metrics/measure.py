"""The shelf of measures. A context's `measures.py` declares what it can count; goals, scorecards, commissions and insights read by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from kaituo.foundation.calc import formula as language
from kaituo.foundation.calc.formula import Formula

from .choices import Direction, Family, Keeper, Kind, Unit
from .units import is_sum

MEASURES: dict[str, "Measure"] = {}
OWN = "own."
"""How the names of administrators' measures begin."""


@dataclass(frozen=True)
class Credit:
    """Who is credited with which share of a row. Peer shares of one row total 1."""

    person_id: int | None
    share: Decimal = Decimal(1)


CreditRule = Callable[[Iterable[Model]], dict[int, list[Credit]]]


@dataclass(frozen=True)
class Measure:
    """`name` is `context.what`. A flow or level reads `rows()`; a ratio is a formula over other measures."""

    name: str
    label: Any
    kind: Kind
    unit: Unit
    rows: Callable[[], QuerySet] | None = None
    on: str = ""
    amount: str = ""
    currency: str = ""
    credit: CreditRule | None = None
    follows: dict[str, str] = field(default_factory=dict)
    """Whose events make rows count anew: {"orders.Order": "order"} means an event about an order concerns the rows with that `order`."""
    formula: Formula | None = None
    names: dict[str, str] = field(default_factory=dict)
    reveals: tuple[str, ...] = ()
    """Fields of the row, besides the amount, that the number gives away: whoever may not read them does not get the number either."""
    note: Any = ""
    """Which filters stand behind the number, for people."""
    family: Family = Family.ACTIVITY
    direction: Direction = Direction.MORE
    keeper: Keeper = Keeper.SALES
    hangs_together: bool = False
    """One row's fate hangs on another's (which order is a customer's first): what its own events do not tell is recounted every night."""
    due_only: bool = False
    """Of a level: only what was due before the day counts (overdue money); else everything that stands."""
    also: tuple[str, ...] = ()
    """Of a count: the counts in which each one of it is counted too (a report in time is a report handed in)."""
    carries: tuple[str, ...] = ()
    """Of a count: the measures that grow with each one of it, by what one brings on average (a won deal brings its amount)."""

    @property
    def source_type(self) -> str:
        return self.rows().model._meta.label

    @property
    def is_undated(self) -> bool:
        """A level whose rows lie on no day: customers held, deals without a next step."""
        return self.kind == Kind.LEVEL and not self.on

    @property
    def is_less_better(self) -> bool | None:
        """None where neither is."""
        return None if self.direction == Direction.NEUTRAL else self.direction == Direction.LESS

    @property
    def is_nightly(self) -> bool:
        """Events do not tell all of its rows, so they are counted anew every night; so are an administrator's, which may have been made elsewhere."""
        return self.formula is None and self.rows is not None and (not self.follows or self.hangs_together or self.is_own)

    @property
    def is_own(self) -> bool:
        """Made by an administrator."""
        return self.name.startswith(OWN)


def measure(name: str, label: Any, *, kind: Kind, unit: Unit, formula: str = "", names: dict[str, str] | None = None, **declared) -> Measure:
    """Declare a measure.

    rows: function giving the rows that count today. on: path to the date a row counts for; empty for a level that lies on no day.
    amount: path to its amount; none counts one each. currency: path to the currency of the amount. credit: function rows → {row id: credits}.
    formula, names: for a ratio, an expression and the measure behind each of its names. family, direction, keeper: where it stands in the library,
    what is better, who answers for its records. Raises ValueError for a name taken, FormulaError for a formula that cannot be right.
    """
    if name in MEASURES:
        raise ValueError(f"measure {name!r} is declared twice")
    compiled = language.compile(formula, set(names or {})) if formula else None
    MEASURES[name] = Measure(name, label, kind, unit, formula=compiled, names=names or {}, **declared)
    return MEASURES[name]


def lies_on_days(measure: Measure) -> bool:
    """Whether it can be asked for a span: not what merely stands, nor what is computed of it."""
    return not any(MEASURES[part].is_undated for part in parts_of(measure))


def adds_up(measure: Measure) -> bool:
    """Whether the figures of several holders add up to that of all: what is counted does, and what only adds and subtracts it; rates do not."""
    if measure.formula is None:
        return True
    return is_sum(measure.formula.root) and all(adds_up(MEASURES[name]) for name in measure.names.values() if name in MEASURES)


def adds_up_by_day(measure: Measure) -> bool:
    """Whether it is counted as things happen: flows, and what is computed of them alone."""
    return all(MEASURES[part].kind == Kind.FLOW for part in parts_of(measure))


def choices_of(fits: Callable[[Measure], bool]) -> list[tuple[str, str]]:
    """The measures that fit, for a list to choose from, by the names people know."""
    return sorted(((name, str(each.label)) for name, each in MEASURES.items() if fits(each)), key=lambda pair: pair[1])


def parts_of(measure: Measure) -> set[str]:
    """The measures with entries that stand behind a measure; itself, unless it is a formula."""
    if measure.formula is None:
        return {measure.name}
    return {part for behind in measure.names.values() if behind in MEASURES for part in parts_of(MEASURES[behind])}


def measure_named(name: str) -> Measure:
    """Raises LookupError naming the measures there are."""
    if name not in MEASURES:
        raise LookupError(f"no measure {name!r}; there are: {', '.join(sorted(MEASURES))}")
    return MEASURES[name]


def owner_credited(path: str = "owner") -> CreditRule:
    """The whole amount to the user at the end of a path: "owner", "order__owner"."""

    def credits(rows: Iterable[Model]) -> dict[int, list[Credit]]:
        return {row.pk: [Credit(_follow(row, path))] for row in rows}

    return credits


def _follow(row: Model, path: str) -> int | None:
    *relations, last = path.split("__")
    for relation in relations:
        row = getattr(row, relation)
        if row is None:
            return None
    return getattr(row, f"{last}_id")
