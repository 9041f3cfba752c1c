"""Reads a table from a file: which encoding, which delimiter, which sheet, which rows. Knows nothing of records."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from . import jsonlines, vcards
from .encodings import Undecodable, decode
from .workbooks import TooLarge, refuse_bombs

SPREADSHEETS = {".xlsx", ".xls", ".ods", ".xlsm"}
JSON, CARDS = {".jsonl", ".ndjson", ".json"}, {".vcf", ".vcard"}
LONGEST_FIELD = 1_000_000
MOST_COLUMNS = 1000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""What no text table holds."""
DELIMITERS = ",;\t|"
QUOTES = "\"'"
csv.field_size_limit(LONGEST_FIELD)


@dataclass(frozen=True)
class Reading:
    """How a person wants the file read; what is empty is found out."""

    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    sheet: str = ""

    def said(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


class UnreadableFile(ValueError):
    """The file is not a table we can read; the sentence says why and what to do."""


@dataclass
class Table:
    """Headings and rows as text; `numbers` are the row numbers people see in their file.

    note: how the file was read. is_certain: the file itself says so. reading: the same as it can be corrected. sheets: those of a workbook.
    """

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    note: str = ""
    is_certain: bool = True
    reading: Reading = Reading()
    sheets: list[str] = field(default_factory=list)
    by_heading: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.by_heading = {heading: index for index, heading in enumerate(self.headings)}

    def value(self, row: list[str], heading: str) -> str:
        index = self.by_heading[heading]
        return row[index] if index < len(row) else ""


def read_table(content: bytes, name: str, reading: Reading = Reading()) -> Table:
    """Raises UnreadableFile for an empty, damaged or undecodable file."""
    if not content.strip():
        raise UnreadableFile(_("The file %(name)s is empty.") % {"name": name})
    kind = Path(name).suffix.lower()
    if kind in SPREADSHEETS:
        return _from_spreadsheet(content, name, reading)
    try:
        decoded = decode(content, reading.encoding)
    except Undecodable as error:
        raise UnreadableFile(_("The encoding of %(name)s is not known. %(error)s") % {"name": name, "error": error}) from error
    if CONTROL.search(decoded.text):
        raise UnreadableFile(_("%(name)s is not a text table. Save it as CSV or XLSX and try again.") % {"name": name})
    table = _from_marked_text(decoded.text, name, kind) if kind in JSON | CARDS else _from_text(decoded.text, name, reading)
    table.note, table.is_certain = ", ".join([decoded.encoding, *([table.note] if table.note else [])]), decoded.is_certain
    table.reading = Reading(decoded.encoding, table.reading.delimiter, table.reading.quote)
    return table


def _from_marked_text(text: str, name: str, kind: str) -> Table:
    try:
        rows = jsonlines.table_of(text) if kind in JSON else iter([(0, list(vcards.COLUMNS)), *vcards.cards(text)])
        return _table(rows, name, "JSON" if kind in JSON else "vCard")
    except jsonlines.Broken as error:
        raise UnreadableFile(_("%(name)s cannot be read. %(error)s") % {"name": name, "error": error}) from error


def _from_text(text: str, name: str, reading: Reading) -> Table:
    first_line = text.partition("\n")[0]
    delimiter = reading.delimiter[:1] or max(DELIMITERS, key=first_line.count)
    quote = reading.quote[:1] or _quote_of(first_line, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote)
    table = _table(_numbered(reader), name, "TAB" if delimiter == "\t" else delimiter)
    table.reading = Reading("", delimiter, quote)
    return table


def _quote_of(line: str, delimiter: str) -> str:
    """Single quotes only where the first line is full of them."""
    cells = [cell.strip() for cell in line.split(delimiter)]
    return "'" if cells and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells) else '"'


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The line of the file on which each record begins; a quoted cell may hold line breaks."""
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(_("Line %(line)s cannot be read: %(error)s") % {"line": reader.line_num, "error": error}) from error


def _from_spreadsheet(content: bytes, name: str, reading: Reading) -> Table:
    try:
        refuse_bombs(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = reading.sheet if reading.sheet in book.sheet_names else book.sheet_names[0]
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except TooLarge as error:
        raise UnreadableFile(_("%(name)s cannot be read. %(error)s") % {"name": name, "error": error}) from error
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableFile(_("%(name)s is damaged or not a workbook: %(error)s") % {"name": name, "error": error}) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own breakdown, which is no Exception
            raise
        raise UnreadableFile(_("%(name)s is damaged or not a workbook: %(error)s") % {"name": name, "error": error}) from error
    kind = Path(name).suffix[1:].upper()
    table = _table(((number, [_as_text(cell) for cell in row]) for number, row in enumerate(rows, 1)), name, f"{kind}, {sheet}")
    table.reading, table.sheets = Reading(sheet=sheet), list(book.sheet_names)
    return table


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
