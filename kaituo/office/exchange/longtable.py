"""A text table that is too long to be held: read from its file again for every pass, a portion at a time.

CSV and its kin, and JSON lines. What it takes does not grow with the file; a line without an end is refused, not swallowed.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from . import jsonlines, tables
from .encodings import Undecodable, of_long_text
from .files import read_table
from .separated import CONTROL, records_of, separation
from .tables import AS_FOUND, Reading, Table, UnreadableFile, filled, headings_of

HELD = 4 * 1024 * 1024
"""Bytes. A smaller file is held as a whole."""
LINES, JSON_LINES = {".csv", ".tsv", ".txt"}, {".jsonl", ".ndjson"}
LONGEST_LINE = 4_000_000
Opened = Callable[[], AbstractContextManager[BinaryIO]]


class LongTable:
    """The same as a Table, but for its rows, which come in portions."""

    sheets: list[str] = []

    def __init__(self, opened: Opened, name: str, reading: Reading = AS_FOUND) -> None:
        """Raises UnreadableFile."""
        self.opened, self.name = opened, name
        self.is_json = Path(name).suffix.lower() in JSON_LINES
        with opened() as file:
            try:
                self.encoding, self.is_certain = of_long_text(file, reading.encoding)
            except Undecodable as error:
                raise UnreadableFile(_("The encoding of %(name)s is not known. %(error)s") % {"name": name, "error": error}) from error
        self.separated = Reading() if self.is_json else separation(self._first_line(), reading)
        self.reading = Reading(self.encoding, self.separated.delimiter, self.separated.quote)
        self.note = f"{self.encoding}, {'JSON' if self.is_json else self.separated.delimiter_said}"
        self.headings = self._json_headings() if self.is_json else headings_of(filled(self._records(), name), name)
        self.by_heading = {heading: index for index, heading in enumerate(self.headings)}

    @cached_property
    def row_count(self) -> int:
        return sum(1 for _row in self._rows())

    @cached_property
    def head(self) -> Table:
        return next(self.portions(tables.HEAD), self._table([]))

    def portions(self, size: int) -> Iterator[Table]:
        """Raises UnreadableFile where the file turns out to be damaged."""
        rows = self._rows()
        while some := list(islice(rows, size)):
            yield self._table(some)

    def _table(self, rows: list[tuple[int, list[str]]]) -> Table:
        empty = Table(self.headings, [], [], self.note, self.is_certain, self.reading)
        return empty.of([row for _number, row in rows], [number for number, _row in rows])

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        if self.is_json:
            return (line for line in filled(self._objects(), self.name))
        return islice(filled(self._records(), self.name), 1, None)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        return records_of(self._lines(), self.separated)

    def _objects(self) -> Iterator[tuple[int, list[str]]]:
        for number, found in self._each_object():
            yield number, [jsonlines.text_of(found.get(name)) for name in self.headings]

    def _json_headings(self) -> list[str]:
        return list(dict.fromkeys(name for _number, found in self._each_object() for name in found))

    def _each_object(self) -> Iterator[tuple[int, dict]]:
        try:
            yield from jsonlines.objects_of(self._lines())
        except jsonlines.Broken as error:
            raise UnreadableFile(_("%(name)s cannot be read. %(error)s") % {"name": self.name, "error": error}) from error

    def _first_line(self) -> str:
        return next(self._lines(), "")

    def _lines(self) -> Iterator[str]:
        with self.opened() as file:
            file.seek(0)
            text = io.TextIOWrapper(file, self.encoding, newline="")
            try:
                number = 0
                while line := text.readline(LONGEST_LINE):
                    number += 1
                    self._refuse_what_is_no_text(line, number)
                    yield line
            finally:
                text.detach()

    def _refuse_what_is_no_text(self, line: str, number: int) -> None:
        if len(line) == LONGEST_LINE:
            raise UnreadableFile(_("Line %(line)s of %(name)s does not end.") % {"line": number, "name": self.name})
        if CONTROL.search(line):
            raise UnreadableFile(_("%(name)s is not a text table. Save it as CSV or XLSX and try again.") % {"name": self.name})


def is_streamed(name: str) -> bool:
    """Whether a file of that name is of a kind that need not be held as a whole."""
    return Path(name).suffix.lower() in LINES | JSON_LINES


def open_table(opened: Opened, size: int, name: str, reading: Reading = AS_FOUND) -> Table | LongTable:
    """`size` in bytes. Raises UnreadableFile."""
    if size > HELD and is_streamed(name):
        return LongTable(opened, name, reading)
    with opened() as file:
        file.seek(0)
        return read_table(file.read(), name, reading)
