"""Reads one CSV file against its sheet. All faults at once, up to a bound; a file with faults gives no rows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.files.fields import Unreadable
from kaituo.performance.commissions.engine.files.tables import ALIASES, Sheet

MOST_FAULTS = 50
LONGEST_SHOWN = 60
LARGEST_FILE = 1_000_000_000


@dataclass
class Read:
    """Rows as values by column, with the line of the file each begins on."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def read(content: bytes, name: str, sheet: Sheet) -> Read:
    """`name` is what faults call the file."""
    text = decoded(content)
    if text is None:
        return Read(faults=[Problem("file.encoding", name)])
    if not text.strip():
        return Read(faults=[Problem("file.empty", name)])
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        found = _read(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), name, sheet)
    except csv.Error:
        return Read(faults=[Problem("file.not_csv", name)])
    if not found.rows and not found.faults:
        found.faults.append(Problem("file.no_rows", name))
    return found


def decoded(content: bytes) -> str | None:
    """UTF-8, with or without its mark, or GB18030; None for anything else."""
    if len(content) > LARGEST_FILE or b"\0" in content[:8000]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _read(reader: Any, name: str, sheet: Sheet) -> Read:
    headings = [cell.strip() for cell in next(reader)]
    found = Read([ALIASES.get(heading, heading.lower()) for heading in headings])
    found.faults += _headings(found.columns, headings, name, sheet)
    if found.faults:
        return found
    for number, cells in _rows(reader):
        if len(found.faults) >= MOST_FAULTS:
            break
        values = _row(cells, f"{name}:{number}", sheet, found)
        if values:
            found.rows.append(values)
            found.lines.append(number)
    return found


def _rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with anything in them, with the line each begins on."""
    begins = int(reader.line_num) + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]
        begins = int(reader.line_num) + 1


def _headings(columns: list[str], headings: list[str], name: str, sheet: Sheet) -> Iterator[Problem]:
    for column, heading in zip(columns, headings, strict=True):
        if column not in sheet.columns:
            meant = next(iter(get_close_matches(column, sheet.columns, 1)), "")
            yield Problem("file.unknown_column", f"{name}:1", {"field": heading[:LONGEST_SHOWN], "meant": meant, "known": ", ".join(sheet.columns)})
        elif columns.count(column) > 1:
            yield Problem("file.column_twice", f"{name}:1", {"field": heading})
    for column in sheet.required:
        if column not in columns:
            yield Problem("file.missing_column", f"{name}:1", {"field": column})


def _row(cells: list[str], place: str, sheet: Sheet, found: Read) -> list[Any]:
    if len(cells) != len(found.columns):
        found.faults.append(Problem("file.row_length", place, {"found": len(cells), "expected": len(found.columns)}))
        return []
    values = []
    for column, cell in zip(found.columns, cells, strict=True):
        try:
            values.append(_value(column, cell, sheet))
        except Unreadable as fault:
            parameters = {"field": column, "value": cell[:LONGEST_SHOWN], **fault.parameters}
            found.faults.append(Problem(fault.code, f"{place}:{column}", parameters))
    return values


def _value(column: str, cell: str, sheet: Sheet) -> Any:
    if cell:
        return sheet.columns[column](cell)
    if column in sheet.required:
        raise Unreadable("file.empty_cell")
    return sheet.empty.get(column)
