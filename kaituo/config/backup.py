"""One archive with everything an installation owns: database, uploaded files, secret key, and a manifest with their sums.

`save` may run while people work. `restore` verifies the whole archive before it touches anything, refuses one made by a newer program, and
keeps what it replaces. How each database is dumped and loaded is `dumps.py`.
"""

import errno
import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from kaituo import __version__
from kaituo.config import dumps
from kaituo.config.dumps import copy_sqlite

__all__ = ["copy_sqlite", "restore", "save"]
MANIFEST, FORMAT = "manifest.json", 1
CHUNK = 1024 * 1024
PASSING = {".part", ".progress"}
"""Endings of files that are still being written or serve only while a process runs."""
NO_LINKS = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK}


def save(path: Path) -> None:
    if path.exists():
        raise CommandError(_("%(path)s exists already.") % {"path": path})
    part = path.with_name(f".{path.name}.part")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.HOME) as folder:
        gathered = Path(folder)
        # Before the database, so that no file which it names is removed meanwhile; after it, so that none is missing which it names.
        hold_files(gathered)
        dumps.dump(gathered / dumps.name())
        hold_files(gathered)
        files = {file.relative_to(gathered).as_posix(): file for file in sorted(gathered.rglob("*")) if file.is_file()}
        manifest = gathered / MANIFEST
        manifest.write_text(json.dumps(described(files), ensure_ascii=False, indent=1), encoding="utf-8")
        try:
            part.touch(mode=0o600)
            with tarfile.open(part, "w:gz", compresslevel=6) as archive:
                for name, file in {MANIFEST: manifest, **files}.items():
                    archive.add(file, arcname=name, recursive=False)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)


def hold_files(folder: Path) -> None:
    """Uploaded files and the secret key as they are now, by their names in the archive. A stored file never changes, so a second name for it is enough."""
    media: Path = settings.MEDIA_ROOT
    files = {f"media/{file.relative_to(media).as_posix()}": file for file in media.rglob("*") if file.suffix not in PASSING and file.is_file()}
    for name, file in {**files, "secret_key": settings.HOME / "secret_key"}.items():
        hold(file, folder / name)


def hold(file: Path, name: Path) -> None:
    """A file that vanishes at this moment is let go; where the folders lie on different disks it is copied."""
    name.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError, FileExistsError):
        try:
            name.hardlink_to(file)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            shutil.copy2(file, name)


def described(files: dict[str, Path]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": __version__,
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "migrations": sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
        "files": {name: sum_of(file) for name, file in files.items()},
    }


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(path: Path) -> Path:
    """Put an archive back; returns the folder that keeps what was there before."""
    if not path.is_file():
        raise CommandError(_("There is no file %(path)s.") % {"path": path})
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as folder:
        unpacked = Path(folder)
        unpack(path, unpacked)
        manifest = verified(unpacked)
        kept = settings.HOME / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        kept.mkdir(mode=0o700)
        dumps.load(unpacked / dumps.name(), kept)
        replace_files(unpacked, kept, manifest["files"])
    return kept


def unpack(path: Path, folder: Path) -> None:
    """Write the archive's plain files below the folder; any other kind of entry, or a name that leads out of it, is refused."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            for entry in archive:
                name = PurePosixPath(entry.name)
                source = archive.extractfile(entry) if entry.isfile() else None
                if source is None or name.is_absolute() or ".." in name.parts:
                    raise broken(entry.name)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as copy:
                    shutil.copyfileobj(source, copy, CHUNK)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise broken(str(error)) from error


def broken(detail: str) -> CommandError:
    return CommandError(_("This is not a whole backup archive: %(detail)s. Nothing was changed.") % {"detail": detail})


def verified(folder: Path) -> dict[str, Any]:
    """The manifest, once every file has its sum and the program knows every migration."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, migrations = dict(manifest["files"]), list(manifest["migrations"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise broken(MANIFEST) from error
    present = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {MANIFEST}
    wrong = sorted(present ^ files.keys()) or [name for name, expected in files.items() if sum_of(folder / name) != expected]
    if wrong:
        raise broken(wrong[0])
    refuse_foreign(manifest, migrations)
    return manifest


def refuse_foreign(manifest: dict[str, Any], migrations: list[str]) -> None:
    if manifest.get("engine") != connection.vendor:
        engines = {"theirs": manifest.get("engine"), "ours": connection.vendor}
        raise CommandError(_("The archive is of %(theirs)s, this installation runs on %(ours)s. Nothing was changed.") % engines)
    known = {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if manifest.get("format") != FORMAT or not known.issuperset(migrations):
        newer = {"version": manifest.get("program")}
        raise CommandError(_("The archive was made by a newer program (%(version)s); update first. Nothing was changed.") % newer)


def replace_files(unpacked: Path, kept: Path, files: dict[str, str]) -> None:
    media: Path = settings.MEDIA_ROOT
    if media.exists():
        media.rename(kept / "media")
    if (unpacked / "media").exists():
        (unpacked / "media").rename(media)
    secret = settings.HOME / "secret_key"
    if "secret_key" in files:
        if secret.exists():
            secret.rename(kept / "secret_key")
        (unpacked / "secret_key").rename(secret)
        secret.chmod(0o600)
