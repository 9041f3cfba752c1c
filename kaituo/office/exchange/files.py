"""Reads a table from a file: which encoding, which delimiter, which sheet, which rows. Knows nothing of records."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from . import jsonlines, vcards
from .encodings import Undecodable, decode
from .separated import CONTROL, records_of, separation
from .tables import AS_FOUND, Reading, Table, UnreadableFile, filled, headings_of
from .workbooks import TooLarge, refuse_bombs

SPREADSHEETS = {".xlsx", ".xls", ".ods", ".xlsm"}
JSON, CARDS = {".jsonl", ".ndjson", ".json"}, {".vcf", ".vcard"}


def read_table(content: bytes, name: str, reading: Reading = AS_FOUND) -> Table:
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
    separated = separation(text.partition("\n")[0], reading)
    table = _table(records_of(io.StringIO(text, newline=""), separated), name, separated.delimiter_said)
    table.reading = separated
    return table


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


def _table(rows: Iterator[tuple[int, list[str]]], name: str, note: str) -> Table:
    there = filled(rows, name)
    headings = headings_of(there, name)
    held = list(there)
    return Table(headings, [row for _number, row in held], [number for number, _row in held], note)
