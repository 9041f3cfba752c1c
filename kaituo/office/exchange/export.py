"""Writes the rows of a list to a file: the same columns that an import reads, or those of the list; masked where the screen masks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from kaituo.foundation.identity.access import shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.log import state
from kaituo.foundation.screens.columns import Column
from kaituo.foundation.screens.screen import Screen

from .mapping import importable, reference_key

CHUNK = 2000


def sheet_columns(screen: Screen) -> list[Column]:
    """The sheet's own columns, relations written by their keys, so that what is exported can be imported again."""
    columns = []
    for name in importable(screen.model):
        key = screen.sheet.references.get(name, "") if screen.sheet else ""
        key = key or reference_key(screen.model, name)
        label = str(screen.model._meta.get_field(name).verbose_name)
        columns.append(Column(f"{name}__{key}" if key else name, label=label).bind(screen.model))
    return columns


def exported(screen: Screen, rows: QuerySet, *, by: User) -> tuple[list[str], Iterator[list[Any]]]:
    """Headings and lines. Fields hidden or masked for the person are left out. Leaves an event."""
    columns = [column for column in sheet_columns(screen) if shows(by, screen.model, column.name.split("__")[0]) == Shows.FULL]
    relations = [column.relation for column in columns if column.relation]
    rows = rows.select_related(*relations)
    return [column.label for column in columns], _lines(rows, columns)


def note_export(screen: Screen, count: int, *, by: User) -> None:
    """An export is a read that matters: it is written down against the person who made it. A file without a row has shown nothing."""
    if count:
        state(RECORDS_EXPORTED, by, by=by, inputs={"model": screen.label, "count": count})


def _lines(rows: Iterable[Model], columns: list[Column]) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [_readable(column, row) for column in columns]


def _readable(column: Column, row: Model) -> Any:
    value = column.value(row)
    return column.text(row, value) if column.field is not None and column.field.choices else value
