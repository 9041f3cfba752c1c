"""An outcome laid out as people read it: heads, lines of cells, a total. Page, workbook and paper draw the same sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.screens.screen import url_of

from .engine.table import ALL, REST, Figure, Line, Table, change_rate
from .outcome import Outcome, Series

PLAIN = "plain"
TONES = {1: ("bad", "", "good"), -1: ("good", "", "bad"), 0: ("", "", "")}
"""What is better → the tone of a fall, of no change, of a rise."""


@dataclass(frozen=True)
class Head:
    label: str
    unit: str = ""
    span: int = 1


@dataclass(frozen=True)
class SheetCell:
    """`unit` says how the value is written: "" (text), money, count, days, share, change. `why`: there is no value, and this is why."""

    value: Any
    unit: str = ""
    href: str = ""
    why: str = ""
    tone: str = ""


@dataclass
class Sheet:
    """`top` stands above the heads where there are columns of columns. `names` says how many of the first cells of a line are its name."""

    heads: list[Head]
    lines: list[list[SheetCell]]
    names: int = 1
    top: list[Head] = field(default_factory=list)
    total: list[SheetCell] = field(default_factory=list)
    chart: Any = None
    chart_kind: str = ""
    row_count: int = 0
    is_cut: bool = False
    applied: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made_at: datetime | None = None
    seconds: float = 0.0
    is_kept: bool = False
    href: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.lines


def sheet_of(outcome: Outcome) -> Sheet:
    sheet = _of_groups(outcome, outcome.table) if outcome.table else _of_records(outcome)
    sheet.applied = [(each.label, each.text) for each in outcome.applied]
    sheet.left_out, sheet.notes = list(dict.fromkeys(outcome.left_out)), outcome.notes
    sheet.made_at, sheet.seconds = outcome.made_at, outcome.seconds
    return sheet


def _of_records(outcome: Outcome) -> Sheet:
    heads = [Head(label, "count" if is_number else "") for label, is_number in outcome.heads]
    lines = [[SheetCell(cell, PLAIN, url_of(row) if number == 0 else "") for number, cell in enumerate(cells)] for row, cells in outcome.lines]
    return Sheet(heads, lines, row_count=len(lines), is_cut=outcome.has_more)


def _of_groups(outcome: Outcome, table: Table) -> Sheet:
    names = max(len(outcome.rows), 1)
    lines = [[*_names(outcome, line.key, names), *_figures(outcome, line)] for line in table.lines]
    row_heads = [Head(each.label) for each in outcome.rows] or [Head("")]
    sheet = Sheet([*row_heads, *_heads(outcome)], lines, names, _top(outcome, names), row_count=table.row_count, is_cut=bool(table.rest))
    if len(table.lines) > 1 or table.rest:
        sheet.total = [*_names(outcome, ALL, names), *_figures(outcome, table.total)]
    sheet.href = outcome.href(ALL, ALL, 0)
    return sheet


def _names(outcome: Outcome, key: Any, count: int) -> list[SheetCell]:
    if key is ALL or key == ():
        return [SheetCell(_("Total")), *[SheetCell("")] * (count - 1)]
    if key is REST:
        return [SheetCell(_("All others")), *[SheetCell("")] * (count - 1)]
    return [SheetCell(names.of(part)) for names, part in zip(outcome.rows, key, strict=True)]


def _top(outcome: Outcome, names: int) -> list[Head]:
    if outcome.across is None or outcome.table is None:
        return []
    span = len(outcome.series)
    has_second_row = len(outcome.series) > 1 or names > 1
    corner = " · ".join([*(each.label for each in outcome.rows if not has_second_row), outcome.across.label])
    return [Head(corner, span=names), *(Head(outcome.across.of(key), span=span) for key in outcome.table.across)]


def _heads(outcome: Outcome) -> list[Head]:
    if outcome.across is not None and outcome.table is not None:
        return [Head(each.label, each.unit) for _key in outcome.table.across for each in outcome.series]
    return [head for each in outcome.series for head in [Head(each.label, each.unit), *_compared_heads(outcome, each)]]


def _compared_heads(outcome: Outcome, series: Series) -> list[Head]:
    compared = outcome.compared
    if compared is None or not series.is_compared:
        return []
    second = Head(_("Attainment"), "share") if compared.is_target else Head(pgettext("by how much it grew", "Change"), "change")
    return [Head(compared.label, series.unit), second]


def _figures(outcome: Outcome, line: Line) -> list[SheetCell]:
    columns = outcome.table.across if outcome.table and outcome.across is not None else [ALL]
    cells = []
    for column, figures in zip(columns, line.cells, strict=True):
        for number, (series, figure) in enumerate(zip(outcome.series, figures, strict=True)):
            cells += [_cell(figure, series.unit, outcome.href(line.key, column, number)), *_compared(outcome, line.key, number, series, figure)]
    return cells


def _cell(figure: Figure, unit: str, href: str = "") -> SheetCell:
    return SheetCell(figure.value, unit, href if figure.value is not None else "", figure.why)


def _compared(outcome: Outcome, key: Any, number: int, series: Series, now: Figure) -> list[SheetCell]:
    compared = outcome.compared
    if compared is None or not series.is_compared:
        return []
    before = _at(compared.figures.get(key), number, Figure(None, "no_target" if compared.is_target else "no_data"))
    if compared.is_target:
        return [
            _cell(before, series.unit),
            SheetCell(now.value / before.value if now.value is not None and before.value else None, "share", why="no_target"),
        ]
    rate = change_rate(now.value, before.value)
    tone = TONES[series.better][(rate > 0) - (rate < 0) + 1] if rate is not None else ""
    return [_cell(before, series.unit), SheetCell(rate, "change", why="nothing_before", tone=tone)]


def _at(figures: Sequence[Figure] | None, number: int, otherwise: Figure) -> Figure:
    return figures[number] if figures and number < len(figures) else otherwise


def plain(cell: SheetCell) -> Any:
    """As a workbook keeps it: numbers as numbers; of a record's field its text."""
    if cell.unit == PLAIN:
        value = cell.value.value
        return value if isinstance(value, int | Decimal) and not isinstance(value, bool) and cell.value.kind != "choice" else cell.value.text
    return cell.value
