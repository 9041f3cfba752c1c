"""Whether a workbook is small enough to be opened.

The reader lays a sheet out as a full rectangle in memory, so one cell in the far corner of an empty sheet, a file of a kilobyte, would take all the memory
there is and the process with it. Here the archive is unpacked piece by piece, never trusting the sizes that it claims, and its cells are counted first.
"""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

LARGEST = 200 * 1024 * 1024
"""Bytes of all parts when unpacked."""
MOST_CELLS = 10_000_000
CHUNK = 1024 * 1024
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
"""Where a cell of XLSX stands, "C12"."""
CELL_OR_ROW = re.compile(rb"[<]table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")


class TooLarge(ValueError):
    """It would not fit into memory, or pretends to be smaller than it is."""


def refuse_bombs(content: bytes) -> None:
    """Raises TooLarge. Old XLS files are no archives and end at 65,536 rows of 256 columns."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        left = LARGEST
        for info in archive.infolist():
            part = _unpacked(archive, info, left)
            left -= len(part)
            _refuse_rectangle(info.filename, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TooLarge(_("It cannot be unpacked.")) from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    info.file_size = 1 << 50  # the library would stop at the size that the archive claims
    found = io.BytesIO()
    with archive.open(info) as part:
        while piece := part.read(CHUNK):
            found.write(piece)
            if found.tell() > most:
                raise TooLarge(_("It is larger than %(most)s MB when unpacked.") % {"most": LARGEST // CHUNK})
    return found.getvalue()


def _refuse_rectangle(name: str, part: bytes) -> None:
    if name.lower().endswith(".bin") and "sheet" in name.lower():
        raise TooLarge(_("Save it as XLSX first: binary workbooks are not read."))
    rows, columns = _of_ods(part) if name == "content.xml" else _of_xlsx(part) if "sheet" in name.lower() else (0, 0)
    if rows * columns > MOST_CELLS:
        said = {"rows": rows, "columns": columns}
        raise TooLarge(_("Its table reaches over %(rows)s rows and %(columns)s columns. Remove what stands far below or far to the right.") % said)


def _of_xlsx(part: bytes) -> tuple[int, int]:
    rows = columns = 0
    for letters, number in PLACE.findall(part):
        rows, columns = max(rows, int(number)), max(columns, _column(letters))
    return rows, columns


def _column(letters: bytes) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _of_ods(part: bytes) -> tuple[int, int]:
    """Up to the last cell that holds something; repetitions count as often as they say."""
    rows = columns = last_row = last_column = 0
    for kind, attributes in CELL_OR_ROW.findall(part):
        found = REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if kind == b"table-row":
            rows, columns = rows + times, 0
            continue
        columns += times
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, rows), max(last_column, columns)
    return last_row, last_column
