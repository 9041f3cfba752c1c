"""How each database gives its content and takes it back; the archive around it is `backup.py`."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _


def name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        copy_sqlite(database_file(), target)
    else:
        postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path, kept: Path) -> None:
    """Replace the database by the dump; the present one is kept in the folder first."""
    if connection.vendor == "sqlite":
        load_sqlite(source, kept)
    else:
        load_postgres(source, kept)


def database_file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy while people work: SQLite's own online backup, which also reads the write-ahead log."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def load_sqlite(source: Path, kept: Path) -> None:
    with closing(sqlite3.connect(source)) as dumped:
        verdict = dumped.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise CommandError(_("The database in the archive is damaged: %(detail)s. Nothing was changed.") % {"detail": verdict})
    present = database_file()
    if present.exists():
        copy_sqlite(present, kept / present.name)
    connection.close()
    # Written through SQLite into the same file, so that a server still running sees a whole database before and after.
    with closing(sqlite3.connect(source)) as dumped, closing(sqlite3.connect(present, timeout=20)) as live:
        dumped.backup(live)


def load_postgres(source: Path, kept: Path) -> None:
    before = kept / "database.dump"
    dump(before)
    try:
        fill_postgres(source)
    except CommandError:
        fill_postgres(before)
        raise


def fill_postgres(source: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    postgres(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={database()['NAME']}",
        str(source),
    )


def database() -> dict[str, str]:
    found: dict[str, str] = settings.DATABASES["default"]
    return found


def postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on our database; the password goes through the environment, never the command line."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    given = {variable: str(database()[key]) for key, variable in names.items() if database().get(key)}
    try:
        done = subprocess.run([program, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603 - fixed programs, no shell
    except FileNotFoundError as error:
        raise CommandError(_("%(program)s is not installed; it comes with PostgreSQL's client programs.") % {"program": program}) from error
    if done.returncode:
        raise CommandError(f"{program}: {done.stderr.strip()}")
