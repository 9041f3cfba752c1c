"""From what was found for each group to a table: rows by columns, totals, order, the first of many with the rest together, formulas. Pure.

A figure is made of parts. Parts that add, or of which the least or most counts, give the totals too; of others, such as how many different customers there
are, totals are found on their own and handed in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaituo.foundation.calc.formula import Formula, FormulaError

from .definition import LETTERS, Computed, Value

Key = tuple[Any, ...]
Found = Mapping[str, Decimal | None]
"""Part → what was found; a part that is not there is nothing."""
Cells = dict[tuple[Key, Any], Found]
ALL = object()
"""In place of a key: over all of them."""
REST = object()
"""In place of a key: those that are not shown by themselves."""
NO_DATA, NO_RATE, NOT_ADDED = "no_data", "no_rate", "not_added"


@dataclass(frozen=True)
class Figure:
    """`why`: there is no value."""

    value: Decimal | None
    why: str = ""


@dataclass(frozen=True)
class Line:
    """`cells`: for each key across the figures of all series."""

    key: Any
    cells: list[list[Figure]]


@dataclass(frozen=True)
class Table:
    """`rest` says how many rows stand together at the end. Totals over the columns come last in `across`, if there are any columns."""

    across: list[Any]
    lines: list[Line]
    total: Line
    row_count: int
    rest: int = 0


@dataclass(frozen=True)
class Order:
    """`rank`: row key → what it is sorted by when not by a figure. `by`: number of the series, None for the row's own order."""

    by: int | None
    is_descending: bool
    rank: Callable[[Key], Any]
    across_rank: Callable[[Any], Any]
    top: int = 0
    most: int = 500
    most_across: int = 30


def parts_of(value: Value) -> list[str]:
    """The parts a figure is made of: an average of a sum and a count."""
    if value.how == "avg":
        return [f"sum:{value.of}", f"filled:{value.of}"]
    return [str(value)]


def how_it_joins(part: str) -> str:
    """add, least, most; empty where parts cannot be put together."""
    how = part.partition(":")[0]
    return {"count": "add", "sum": "add", "filled": "add", "flow": "add", "min": "least", "max": "most"}.get(how, "")


def joined(found: Sequence[Found], parts: Sequence[str]) -> dict[str, Decimal | None]:
    """The parts of several groups together. What cannot be put together is left out."""
    return {part: _join(how_it_joins(part), [each[part] for each in found if each.get(part) is not None]) for part in parts if how_it_joins(part)}


def _join(how: str, values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    if how == "add":
        return sum(known, Decimal(0))
    return min(known) if how == "least" else max(known)


def figure(value: Value, found: Found | None, is_joined: bool = False) -> Figure:
    if found is None:
        return Figure(Decimal(0)) if value.how in {"count", "distinct"} else Figure(None, NO_DATA)
    if found.get("no_rate") and value.how not in {"count", "distinct"}:
        return Figure(None, NO_RATE)
    if value.how == "avg":
        amount, count = found.get(f"sum:{value.of}"), found.get(f"filled:{value.of}")
        return Figure(amount / count) if amount is not None and count else Figure(None, NO_DATA)
    known = found.get(str(value))
    if known is None and value.how == "count":
        return Figure(Decimal(0))
    if known is None:
        return Figure(None, NOT_ADDED if is_joined and not how_it_joins(str(value)) and value.how != "measure" else NO_DATA)
    return Figure(known)


def computed(formula: Formula, figures: Sequence[Figure]) -> Figure:
    """Where a part has no value or it would divide by nothing there is none, and it says why."""
    values = {letter: each.value for letter, each in zip(LETTERS, figures, strict=False) if each.value is not None}
    missing = [each.why for letter, each in zip(LETTERS, figures, strict=False) if letter in formula.names and each.value is None]
    if missing:
        return Figure(None, missing[0])
    try:
        return Figure(formula.evaluate(values)[0])
    except FormulaError as fault:
        return Figure(None, fault.code.removeprefix("formula."))


class Shaping:
    """`cells` holds one entry per row and column; with ALL in place of a key those totals that cannot be put together."""

    def __init__(self, cells: Cells, values: Sequence[Value], formulas: Sequence[Computed], order: Order, *, has_across: bool) -> None:
        self.cells, self.values, self.order, self.has_across = cells, values, order, has_across
        self.formulas = [each.compiled(len(values)) for each in formulas]
        self.parts = list(dict.fromkeys(part for value in values for part in parts_of(value)))
        self.keys = list(dict.fromkeys(row for row, _column in cells if row is not ALL))
        self.columns = list(dict.fromkeys(column for _row, column in cells if column is not ALL)) if has_across else [ALL]
        self.by_row: dict[Any, list[tuple[Any, Found]]] = {}
        for (row, column), found in cells.items():
            if row is not ALL and (column is not ALL or not has_across):
                self.by_row.setdefault(row, []).append((column, found))

    def table(self) -> Table:
        shown, rest = self._rows()
        across, beyond = self._across()
        groups = [[column] for column in across]
        if beyond:
            groups.append(beyond)
        lines = [self._line(key, [key], groups) for key in shown]
        if rest:
            lines.append(self._line(REST, rest, groups))
        names = [*across, *([REST] if beyond else []), *([ALL] if self.has_across else [])]
        return Table(names, lines, self._line(ALL, None, groups), len(self.keys), len(rest))

    def of_row(self, key: Any) -> list[Figure]:
        """The figures of a row over all columns; of ALL over all rows."""
        return self._figures(None if key is ALL else [key], None)

    def _rows(self) -> tuple[list[Key], list[Key]]:
        ranked = self._sorted()
        most = min(self.order.top or self.order.most, self.order.most)
        return ranked[:most], ranked[most:]

    def _sorted(self) -> list[Key]:
        by_name = sorted(self.keys, key=self.order.rank)
        if self.order.by is None or self.order.by >= len(self.values) + len(self.formulas):
            return by_name[::-1] if self.order.is_descending else by_name
        figures = [(key, self._figures([key], None)[self.order.by].value) for key in by_name]
        known = [(key, value) for key, value in figures if value is not None]
        known.sort(key=lambda pair: pair[1], reverse=self.order.is_descending)
        return [*(key for key, _value in known), *(key for key, value in figures if value is None)]

    def _across(self) -> tuple[list[Any], list[Any]]:
        if not self.has_across:
            return [ALL], []
        ranked = sorted(self.columns, key=self.order.across_rank)
        if len(ranked) <= self.order.most_across:
            return ranked, []
        return ranked[: self.order.most_across], ranked[self.order.most_across :]

    def _line(self, key: Any, keys: list[Key] | None, groups: list[list[Any]]) -> Line:
        cells = [self._figures(keys, None if not self.has_across else group) for group in groups]
        if self.has_across:
            cells.append(self._figures(keys, None))
        return Line(key, cells)

    def _figures(self, rows: list[Key] | None, columns: list[Any] | None) -> list[Figure]:
        """Of these rows and columns together; None: of all."""
        found, is_joined = self._found(rows, columns)
        figures = [figure(value, found, is_joined) for value in self.values]
        return [*figures, *(computed(formula, figures) for formula in self.formulas)]

    def _found(self, rows: list[Key] | None, columns: list[Any] | None) -> tuple[Found | None, bool]:
        one_row: Any = ALL if rows is None else (rows[0] if len(rows) == 1 else None)
        one_column = ALL if columns is None else (columns[0] if len(columns) == 1 else None)
        exact = self.cells.get((one_row, one_column)) if one_row is not None and one_column is not None else None
        if exact is not None and one_row is not ALL and (one_column is not ALL or not self.has_across):
            return exact, False
        behind = self._behind(rows, None if columns is None else set(columns))
        if not behind and exact is None:
            return None, True
        return {**joined(behind, self.parts), **_without_rate(behind), **(exact or {})}, True

    def _behind(self, rows: list[Key] | None, columns: set[Any] | None) -> list[Found]:
        wanted = self.by_row if rows is None else {row: self.by_row.get(row, []) for row in rows}
        return [found for cells in wanted.values() for column, found in cells if columns is None or not self.has_across or column in columns]


def _without_rate(behind: Sequence[Found]) -> dict[str, Decimal | None]:
    return {"no_rate": Decimal(1)} if any(each.get("no_rate") for each in behind) else {}


def middle(values: Sequence[Decimal]) -> Decimal | None:
    """The middle one, which a single very large one does not move."""
    ranked = sorted(values)
    if not ranked:
        return None
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def change_rate(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how much it grew, as a fraction; None where there was nothing to grow from."""
    return (now - before) / abs(before) if now is not None and before else None
