"""Reads a table from a file: which encoding, which delimiter, which rows. Knows nothing of records."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from .workbooks import TooLarge, refuse_bombs

SPREADSHEETS = {".xlsx", ".xls", ".ods"}
BYTE_ORDER_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
LIKELY = ["gb18030", "big5", "cp1252"]
LONGEST_FIELD = 1_000_000
MOST_COLUMNS = 1000
csv.field_size_limit(LONGEST_FIELD)


class UnreadableFile(ValueError):
    """The file is not a table we can read; the sentence says why and what to do."""


@dataclass
class Table:
    """Headings and rows as text; `numbers` are the row numbers people see in their file. `note` tells how the file was read."""

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    note: str = ""
    by_heading: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_heading = {heading: index for index, heading in enumerate(self.headings)}

    def value(self, row: list[str], heading: str) -> str:
        index = self.by_heading[heading]
        return row[index] if index < len(row) else ""


def read_table(content: bytes, name: str) -> Table:
    """Raises UnreadableFile for an empty, damaged or undecodable file."""
    if not content.strip():
        raise UnreadableFile(_("The file %(name)s is empty.") % {"name": name})
    if Path(name).suffix.lower() in SPREADSHEETS:
        return _from_spreadsheet(content, name)
    text, encoding = decode(content, name)
    return _from_text(text, encoding, name)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding it is in: by its mark, as UTF-8 if it is valid, else what reads best among the likely ones."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, name), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=LIKELY).best()
    if best is None:
        raise UnreadableFile(_("The encoding of %(name)s is not known. Save it as UTF-8 and try again.") % {"name": name})
    return str(best), best.encoding


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The encoding of %(name)s is not known. Save it as UTF-8 and try again.") % {"name": name}) from error


def _from_text(text: str, encoding: str, name: str) -> Table:
    if "\0" in text:
        raise UnreadableFile(_("%(name)s is not a text table. Save it as CSV or XLSX and try again.") % {"name": name})
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _table(_numbered(reader), name, f"{encoding}, {'TAB' if delimiter == chr(9) else delimiter}")


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The line of the file on which each record begins; a quoted cell may hold line breaks."""
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(_("Line %(line)s cannot be read: %(error)s") % {"line": reader.line_num, "error": error}) from error


def _from_spreadsheet(content: bytes, name: str) -> Table:
    try:
        refuse_bombs(content)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except TooLarge as error:
        raise UnreadableFile(_("%(name)s cannot be read. %(error)s") % {"name": name, "error": error}) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(_("%(name)s is damaged or not a workbook: %(error)s") % {"name": name, "error": error}) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own breakdown, which is no Exception
            raise
        raise UnreadableFile(_("%(name)s is damaged or not a workbook: %(error)s") % {"name": name, "error": error}) from error
    return _table(((number, [_as_text(cell) for cell in row]) for number, row in enumerate(rows, 1)), name, "XLSX")


def _as_text(cell: Any) -> str:
    """A cell as a person would type it; whole numbers lose the ".0" that spreadsheets give them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return str(cell)


def _width(row: list[str], number: int, name: str) -> list[str]:
    """The cells of a row. Raises UnreadableFile when they are too many to be a table of records."""
    cells = [cell.strip() for cell in row]
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        said = {"name": name, "line": number, "most": MOST_COLUMNS}
        raise UnreadableFile(_("Line %(line)s of %(name)s has more than %(most)s columns. Check which character separates them.") % said)
    return cells[:MOST_COLUMNS]


def _table(rows: Iterator[tuple[int, list[str]]], name: str, note: str) -> Table:
    filled = [(number, _width(row, number, name)) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableFile(_("The file %(name)s is empty.") % {"name": name})
    headings = filled[0][1]
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise UnreadableFile(_("%(name)s has the heading “%(heading)s” twice.") % {"name": name, "heading": twice[0]})
    return Table(headings, [row for _number, row in filled[1:]], [number for number, _row in filled[1:]], note)
