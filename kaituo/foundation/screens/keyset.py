"""Pages by key: the next page starts after the last row seen, so page 20,000 costs what page 1 costs, and nothing is skipped when rows are added."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Model, Q, QuerySet

from kaituo.foundation.records.changes import plain


@dataclass(frozen=True)
class Order:
    """By which field a list is ordered; the primary key settles ties."""

    field: str
    is_descending: bool
    path: str = ""
    """What the database sorts by, where it is not the field itself."""

    @classmethod
    def parse(cls, text: str) -> "Order":
        """ "-amount" → by amount, largest first."""
        return cls(text.lstrip("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.field}" if self.is_descending else self.field

    def terms(self, *, backwards: bool = False) -> list[str]:
        sign = "-" if self.is_descending != backwards else ""
        return [f"{sign}pk"] if self.is_key else [f"{sign}{self.by}", f"{sign}pk"]

    @property
    def by(self) -> str:
        return self.path or self.field

    @property
    def is_key(self) -> bool:
        return self.by in {"pk", "id"}


@dataclass(frozen=True)
class KeyPage:
    rows: list[Model]
    next_key: str
    previous_key: str


def key_page(rows: QuerySet, order: Order, size: int, key: str = "") -> KeyPage:
    """The page after (or, for a previous_key, before) the row that the key names. A broken key shows the first page."""
    backwards, after = _read(key)
    try:
        return _page(rows, order, size, backwards, after)
    except (ValidationError, ValueError, TypeError, OverflowError):
        return _page(rows, order, size, False, None)


def _page(rows: QuerySet, order: Order, size: int, backwards: bool, after: list[Any] | None) -> KeyPage:
    ordered = rows.order_by(*order.terms(backwards=backwards))
    if after is not None:
        ordered = ordered.filter(_beyond(rows, order, after, backwards))
    found = list(ordered[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, has_more) if backwards else (has_more, after is not None)
    return KeyPage(
        found,
        _write(found[-1], order, False) if found and has_next else "",
        _write(found[0], order, True) if found and has_previous else "",
    )


def _beyond(rows: QuerySet, order: Order, after: list[Any], backwards: bool) -> Q:
    """Rows strictly beyond the key, written so that an index over the field can start there."""
    value, pk = after
    side = "lt" if order.is_descending != backwards else "gt"
    if order.is_key:
        return Q(**{f"pk__{side}": pk})
    field, tie = order.by, Q(**{f"pk__{side}": pk})
    nulls_come_first = (side == "gt") == nulls_are_smallest(rows)
    if value is None:
        same = Q(**{f"{field}__isnull": True}) & tie
        return same | Q(**{f"{field}__isnull": False}) if nulls_come_first else same
    beyond = Q(**{f"{field}__{side}e": value}) & (Q(**{f"{field}__{side}": value}) | tie)
    return beyond if nulls_come_first or not _may_be_null(rows, field) else beyond | Q(**{f"{field}__isnull": True})


def nulls_are_smallest(rows: QuerySet) -> bool:
    """SQLite sorts empty values first, PostgreSQL last; asking either to do otherwise would cost it its index."""
    return connections[rows.db].vendor == "sqlite"


def _may_be_null(rows: QuerySet, path: str) -> bool:
    model = rows.model
    for part in path.split("__"):
        field = model._meta.get_field(part)
        if field.null:
            return True
        model = field.related_model or model
    return False


def _value(row: Model, path: str) -> Any:
    value: Any = row
    for part in path.split("__"):
        field = value._meta.get_field(part)
        value = getattr(value, field.attname) if part == path.rsplit("__", maxsplit=1)[-1] else getattr(value, part)
        if value is None:
            return None
    return value


def _write(row: Model, order: Order, backwards: bool) -> str:
    value = row.pk if order.is_key else plain(_value(row, order.by))
    key = [backwards, value, row.pk]
    return urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(key: str) -> tuple[bool, list[Any] | None]:
    if not key:
        return False, None
    try:
        backwards, value, pk = json.loads(urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        return bool(backwards), [value, int(pk)]
    except (ValueError, TypeError, BadBase64):
        return False, None
