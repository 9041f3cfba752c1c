"""The gate before SQLite: one writer at a time, of all threads and processes of this machine, in the order in which they came.

SQLite's own busy handler tries again after ever longer pauses, so that whoever has waited longest is served last.
"""

import fcntl
import sqlite3
from io import FileIO
from pathlib import Path
from threading import Lock, Thread


class GateClosed(sqlite3.OperationalError):
    """Whoever is inside did not come out in time: what SQLite says when its own patience ends."""

    def __init__(self) -> None:
        super().__init__("database is locked")


class Gate:
    """An advisory lock on a file beside the database. The system opens it when we die, however we do."""

    def __init__(self, path: Path, patience: float) -> None:
        """`patience` is in seconds."""
        self._path, self._patience = path, patience
        self._file: FileIO | None = None

    def enter(self) -> None:
        """Raises GateClosed when it takes longer than our patience."""
        file = FileIO(self._path, "a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _Waiter(file).has_entered(self._patience):
                raise GateClosed from None
        self._file = file

    def leave(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            # Not only by closing: a process that was forked meanwhile holds the same file open.
            fcntl.flock(file, fcntl.LOCK_UN)
            file.close()


class _Waiter:
    """Waits in the system's own queue, which knows no time limit, and gives the place back when nobody wants it any more."""

    def __init__(self, file: FileIO) -> None:
        self._file, self._lock = file, Lock()
        self._is_inside = self._is_wanted_no_more = False
        self._thread = Thread(target=self._wait, daemon=True)

    def has_entered(self, patience: float) -> bool:
        self._thread.start()
        self._thread.join(patience)
        with self._lock:
            self._is_wanted_no_more = not self._is_inside
            return self._is_inside

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._lock:
            if self._is_wanted_no_more:
                self._file.close()
            else:
                self._is_inside = True
