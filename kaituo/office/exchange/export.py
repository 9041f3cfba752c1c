"""Writes the rows of a list to a file: the same columns that an import reads, or those of the list; masked where the screen masks."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import rustpy_xlsxwriter
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.log import state
from kaituo.foundation.screens.columns import Column
from kaituo.foundation.screens.screen import Screen

from .mapping import importable, reference_key

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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


def as_csv(headings: list[str], lines: Iterable[list[Any]]) -> Generator[bytes, None, None]:
    """UTF-8 with the mark that spreadsheets want; a cell that would be read as a formula is quoted."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    yield b"\xef\xbb\xbf"
    writer.writerow(headings)
    for line in lines:
        writer.writerow([_guarded(cell) for cell in line])
        if buffer.tell() > 1 << 16:
            yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(headings: list[str], lines: Iterable[list[Any]], title: str, out: str | io.BytesIO) -> None:
    """A workbook; numbers stay numbers, days are written as text in ISO form, formulas are never made.

    Into a file, named by its path, rows are written as they come: the memory it takes does not grow with them.
    """
    rows = (dict(zip(headings, [_cell(value) for value in line], strict=True)) for line in lines)
    first = next(rows, dict.fromkeys(headings, ""))
    rustpy_xlsxwriter.write_worksheet(chain([first], rows), out, sheet_name=title[:31] or _("Records"))


def as_xlsx(headings: list[str], lines: Iterable[list[Any]], title: str) -> bytes:
    """For small tables."""
    buffer = io.BytesIO()
    write_xlsx(headings, lines, title, buffer)
    return buffer.getvalue()


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def _guarded(value: Any) -> Any:
    text = _text(value)
    is_number = isinstance(value, int | float | Decimal)
    return f"'{text}" if not is_number and text.startswith(FORMULA_STARTS) else text


def _cell(value: Any) -> Any:
    return value if isinstance(value, int | float | Decimal | bool) else _text(value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return timezone.localtime(value).isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)
