"""Figures beside others: of the period before, of a year ago, of the target, of the middle of the peers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.kernel.period import Period, PeriodKind

from .engine.definition import Definition, Group
from .engine.table import ALL, Cells, Figure, Shaping, Table, middle
from .outcome import Compared

DAYLIKE = "day"


def moved(cells: Cells, definition: Definition, now: Period, before: Period) -> Cells:
    """The cells of the earlier days under the keys of the days they are compared with: March beside March of the year before."""
    shifts = [_shift(group, now, before) for group in definition.rows]
    return {(_moved(row, shifts), column): found for (row, column), found in cells.items()}


def _moved(row: Any, shifts: list[Mapping[Any, Any] | None]) -> Any:
    if row is ALL:
        return ALL
    return tuple(part if shift is None else shift.get(part, part) for part, shift in zip(row, shifts, strict=True))


def _shift(group: Group, now: Period, before: Period) -> Mapping[Any, Any] | None:
    if not group.grain:
        return None
    return dict(zip(_starts(before, group.grain), _starts(now, group.grain), strict=False))


def _starts(period: Period, grain: str) -> list[date]:
    """The first days of the natural spans that a period touches."""
    if grain == DAYLIKE:
        return period.days()
    return [Period.containing(piece.start, PeriodKind(grain)).start for piece in period.split(PeriodKind(grain))]


def with_earlier(shaping: Shaping, table: Table, label: str) -> Compared:
    figures = {line.key: shaping.of_row(line.key) for line in table.lines if isinstance(line.key, tuple)}
    return Compared(label, {**figures, ALL: shaping.of_row(ALL)})


def with_peers(table: Table) -> Compared:
    """The middle of all rows: half are above, half below."""
    count = len(table.total.cells[0])
    columns = [[line.cells[-1][number].value for line in table.lines if isinstance(line.key, tuple)] for number in range(count)]
    middles = [Figure(middle([value for value in column if value is not None])) for column in columns]
    figures: dict[Any, list[Figure]] = {line.key: middles for line in table.lines if isinstance(line.key, tuple)}
    return Compared(_("Middle of all"), figures)
