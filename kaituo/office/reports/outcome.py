"""What running a report gives: a table with the names of its groups, what it is compared with, and what the reader must know about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kaituo.foundation.screens.columns import Cell
from kaituo.foundation.screens.filters import Applied

from .engine.definition import Definition, Group
from .engine.table import ALL, REST, Figure, Table

Address = Callable[[dict[Group, Any], int], str]
"""(keys of the groups, number of the series) → where the records behind the figure are."""


@dataclass(frozen=True)
class Series:
    """`better`: 1 where more is better, -1 where less is, 0 where neither."""

    label: str
    unit: str
    better: int = 1
    is_compared: bool = True


@dataclass
class Names:
    """What a group is called, and its keys."""

    label: str
    texts: dict[Any, str] = field(default_factory=dict)

    def of(self, key: Any) -> str:
        if key is ALL:
            return _("Total")
        if key is REST:
            return _("All others")
        return self.texts.get(key) or _("(none)")


@dataclass
class Compared:
    """`label` says with what; `figures`: row key → one per series, ALL among the keys for the total."""

    label: str
    figures: dict[Any, list[Figure]]
    is_target: bool = False


@dataclass
class Outcome:
    """Of a report in groups `table`; of a plain one `lines` under `heads`. `left_out` names what the reader may not see, `notes` what she should know."""

    definition: Definition
    table: Table | None = None
    rows: list[Names] = field(default_factory=list)
    across: Names | None = None
    series: list[Series] = field(default_factory=list)
    compared: Compared | None = None
    address: Address = lambda _keys, _series: ""
    heads: list[tuple[str, bool]] = field(default_factory=list)
    lines: list[tuple[Model, list[Cell]]] = field(default_factory=list)
    has_more: bool = False
    applied: list[Applied] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made_at: datetime | None = None
    seconds: float = 0.0

    @property
    def is_empty(self) -> bool:
        return not (self.lines or (self.table and self.table.lines))

    def keys_at(self, row: Any, column: Any) -> dict[Group, Any] | None:
        """The groups that a cell is of; None for what stands together, which has no one key."""
        if row is REST or column is REST:
            return None
        keys = dict(zip(self.definition.rows, row, strict=True)) if row is not ALL else {}
        return keys | ({self.definition.across: column} if self.definition.across and column is not ALL else {})

    def href(self, row: Any, column: Any, series: int) -> str:
        keys = self.keys_at(row, column)
        return "" if keys is None else self.address(keys, series)
