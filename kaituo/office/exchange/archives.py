"""Opens an uploaded package: a zip of tables with their map.json, never trusted about names or sizes."""

import io
import json
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from .actions import Package
from .files import read_table
from .mapping import WrongMap, read_map
from .tables import UnreadableFile

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_TOTAL = 200 * 1024 * 1024
MOST_FILES = 50


def read_zip(content: bytes, name: str) -> Package:
    """Nothing is written to disk. Raises UnreadableFile, WrongMap."""
    try:
        files = _members(zipfile.ZipFile(io.BytesIO(content)), name)
        said = json.loads(files["map.json"].decode("utf-8-sig"))
        listed = said["tables"]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableFile(_("%(name)s is not a zip file that can be opened.") % {"name": name}) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise WrongMap(_("%(folder)s has no readable map.json: %(error)s") % {"folder": name, "error": error}) from error
    return Package(str(said.get("name", name))[:200], [_table(each, files) for each in listed])


def _table(said: dict, files: dict[str, bytes]):
    try:
        file = Path(str(said["file"])).name
        table_map = read_map(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongMap(_("The map names no kind of record: %(error)s") % {"error": error}) from error
    if file not in files:
        raise WrongMap(_("The package has no file %(file)s.") % {"file": file})
    return read_table(files[file], file), table_map


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """By bare name; a path inside the archive leads nowhere. Sizes are those that were really read, not those that are claimed."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise UnreadableFile(_("%(name)s holds more than %(count)s files.") % {"name": name, "count": MOST_FILES})
    found: dict[str, bytes] = {}
    total = 0
    for info in infos:
        with archive.open(info) as member:
            content = member.read(LARGEST_FILE + 1)
        total += len(content)
        if len(content) > LARGEST_FILE or total > LARGEST_TOTAL:
            raise UnreadableFile(_("%(name)s is too large when unpacked.") % {"name": name})
        found[Path(info.filename.replace("\\", "/")).name] = content
    return found
