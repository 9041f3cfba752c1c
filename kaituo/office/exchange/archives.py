"""Opens an uploaded package: a zip of tables with their map.json, never trusted about names or sizes."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from .actions import Package
from .longtable import LongTable, open_table
from .mapping import TableMap, WrongMap, read_map
from .tables import Table, UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_TOTAL = 200 * MEGABYTE
MOST_FILES = 50


def read_zip(content: bytes, name: str) -> Package:
    """Nothing is written to disk. Raises UnreadableFile, WrongMap."""
    try:
        files = _members(zipfile.ZipFile(io.BytesIO(content)), name)
        said = json.loads(files["map.json"].read().decode("utf-8-sig"))
        listed = said["tables"]
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableFile(_("%(name)s is not a zip file that can be opened.") % {"name": name}) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise WrongMap(_("%(folder)s has no readable map.json: %(error)s") % {"folder": name, "error": error}) from error
    return Package(str(said.get("name", name))[:200], [_table(each, files) for each in listed])


@dataclass(frozen=True)
class Member:
    """A file of the archive, unpacked anew whenever it is read; `size` is what it really has."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    size: int

    def opened(self) -> BinaryIO:
        return cast(BinaryIO, self.archive.open(self.info))

    def read(self) -> bytes:
        return self.archive.read(self.info)


def _table(said: dict, files: dict[str, Member]) -> tuple[Table | LongTable, TableMap]:
    try:
        file = Path(str(said["file"])).name
        table_map = read_map(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongMap(_("The map names no kind of record: %(error)s") % {"error": error}) from error
    if file not in files:
        raise WrongMap(_("The package has no file %(file)s.") % {"file": file})
    return open_table(files[file].opened, files[file].size, file), table_map


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, Member]:
    """By bare name; a path inside the archive leads nowhere. Sizes are those that were really read, not those that are claimed."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise UnreadableFile(_("%(name)s holds more than %(count)s files.") % {"name": name, "count": MOST_FILES})
    found: dict[str, Member] = {}
    total = 0
    for info in infos:
        size = _measured(archive, info)
        total += size
        if size > LARGEST_FILE or total > LARGEST_TOTAL:
            said = {"name": name, "file": LARGEST_FILE // MEGABYTE, "total": LARGEST_TOTAL // MEGABYTE}
            raise UnreadableFile(_("%(name)s is too large when unpacked: a file may have %(file)s MB, all together %(total)s MB.") % said)
        found[Path(info.filename.replace("\\", "/")).name] = Member(archive, info, size)
    return found


def _measured(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Read through once, no further than is allowed."""
    size = 0
    with archive.open(info) as member:
        while size <= LARGEST_FILE and (piece := member.read(MEGABYTE)):
            size += len(piece)
    return size
