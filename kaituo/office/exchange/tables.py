"""A table as text: its headings, its rows and how it was read. Knows nothing of files or records."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

MOST_COLUMNS = 1000
LONG = 20_000
"""A table of more rows is looked at by its first ones only, and imported in portions."""
HEAD = 2000


@dataclass(frozen=True)
class Reading:
    """How a person wants the file read; what is empty is found out."""

    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    sheet: str = ""

    @property
    def delimiter_said(self) -> str:
        return "TAB" if self.delimiter == "\t" else self.delimiter

    def said(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


AS_FOUND = Reading()


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

    def column(self, heading: str) -> list[str]:
        index = self.by_heading[heading]
        return [row[index] if index < len(row) else "" for row in self.rows]

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def head(self) -> "Table":
        """What is shown and checked at once: all of it, unless it is long."""
        return self.of(self.rows[:HEAD], self.numbers[:HEAD]) if self.row_count > LONG else self

    def portions(self, size: int) -> "Iterator[Table]":
        """Of `size` rows each, in order."""
        for start in range(0, len(self.rows), size):
            yield self.of(self.rows[start : start + size], self.numbers[start : start + size])

    def of(self, rows: list[list[str]], numbers: list[int]) -> "Table":
        """Other rows under the same headings."""
        return Table(self.headings, rows, numbers, self.note, self.is_certain, self.reading, self.sheets)


def filled(rows: Iterator[tuple[int, list[str]]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Those that hold anything, without the blanks around their cells. Raises UnreadableFile when one has too many cells to be of a table of records."""
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            said = {"name": name, "line": number, "most": MOST_COLUMNS}
            raise UnreadableFile(_("Line %(line)s of %(name)s has more than %(most)s columns. Check which character separates them.") % said)
        if any(cells):
            yield number, cells[:MOST_COLUMNS]


def headings_of(rows: Iterator[tuple[int, list[str]]], name: str) -> list[str]:
    """The first of the filled rows. Raises UnreadableFile when there is none, or when a heading stands twice."""
    headings = next((row for _number, row in rows), None)
    if headings is None:
        raise UnreadableFile(_("The file %(name)s is empty.") % {"name": name})
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise UnreadableFile(_("%(name)s has the heading “%(heading)s” twice.") % {"name": name, "heading": twice[0]})
    return headings
