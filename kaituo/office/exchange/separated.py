"""Lines of text into cells: which character separates them, which one quotes them, where each record begins."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .tables import Reading, UnreadableFile

LONGEST_FIELD = 1_000_000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""What no text table holds."""
DELIMITERS = ",;\t|"
csv.field_size_limit(LONGEST_FIELD)


def separation(first_line: str, reading: Reading) -> Reading:
    """As it was said, else as the first line suggests."""
    delimiter = reading.delimiter[:1] or max(DELIMITERS, key=first_line.count)
    return Reading("", delimiter, reading.quote[:1] or _quote_of(first_line, delimiter))


def _quote_of(line: str, delimiter: str) -> str:
    """Single quotes only where the first line is full of them."""
    cells = [cell.strip() for cell in line.split(delimiter)]
    return "'" if cells and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells) else '"'


def records_of(lines: Iterable[str], separated: Reading) -> Iterator[tuple[int, list[str]]]:
    """(line, cells): the line of the file on which each record begins; a quoted cell may hold line breaks."""
    reader = csv.reader(lines, delimiter=separated.delimiter, quotechar=separated.quote)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(_("Line %(line)s cannot be read: %(error)s") % {"line": reader.line_num, "error": error}) from error
