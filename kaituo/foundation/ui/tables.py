"""Tables of headings and lines as files: CSV that spreadsheets read, and workbooks. No cell is ever taken for a formula."""

import csv
import io
from collections.abc import Generator, Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import rustpy_xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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


def write_xlsx(headings: list[str], lines: Iterable[list[Any]], title: str, out: str | io.BytesIO, **look: Any) -> None:
    """A workbook; numbers stay numbers, days are written as text in ISO form, formulas are never made.

    Into a file, named by its path, rows are written as they come: the memory it takes does not grow with them.
    """
    rows = (dict(zip(headings, [_cell(value) for value in line], strict=True)) for line in lines)
    first = next(rows, dict.fromkeys(headings, ""))
    rustpy_xlsxwriter.write_worksheet(chain([first], rows), out, sheet_name=title[:31] or _("Records"), **look)


def as_xlsx(headings: list[str], lines: Iterable[list[Any]], title: str) -> bytes:
    """For small tables."""
    buffer = io.BytesIO()
    write_xlsx(headings, lines, title, buffer, autofit=True, bold_headers=True, freeze_row=1)
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
