"""Faults of the surroundings, not of the request: a database that is busy, full or gone, a full disk. Each has a sentence for the person.

SQLite tells them apart by its text only, PostgreSQL by the class of its SQLSTATE.
"""

import errno
import sqlite3
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

BUSY = _("The database is busy with somebody else's work. Nothing was saved. Please try again in a moment.")
FULL = _("The server's disk is full. Nothing was saved. Please tell whoever runs this installation to make room.")
GONE = _("The database cannot be reached just now. Nothing was saved. Please try again in a moment.")

SQLITE = {
    "is locked": BUSY,
    "disk is full": FULL,
    "unable to open": GONE,
    "disk I/O error": GONE,
    "readonly database": GONE,
}
POSTGRES = {"53100": FULL, "53": GONE, "57014": BUSY, "57": GONE, "58030": GONE, "08": GONE, "40": BUSY, "55": BUSY, "25006": GONE}
"""SQLSTATE, or the class it begins with; no SQLSTATE at all means that there was no answer."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def outage_of(error: BaseException | None) -> Any:
    """The sentence to show, or None when the fault is of another kind and the program's own."""
    if isinstance(error, InterfaceError):
        return GONE
    if isinstance(error, OperationalError):
        return _of_database(error)
    return FULL if isinstance(error, OSError) and error.errno in NO_ROOM else None


def _of_database(error: OperationalError) -> Any:
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return next((sentence for words, sentence in SQLITE.items() if words in str(error)), None)
    state = getattr(cause, "sqlstate", None) or ""
    return next((sentence for begins, sentence in POSTGRES.items() if state.startswith(begins)), None) if state else GONE
