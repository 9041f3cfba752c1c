"""No reader's question may take the database from everybody else: so long it may run, then it ends and says so; whoever asked may end it before."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection, transaction

from .engine.definition import Faulty

SECONDS = 10
BACKGROUND_SECONDS = 120
STEPS = 20_000
"""After so many steps SQLite asks whether it should go on: some milliseconds."""
CANCELLED = "57014"
"""PostgreSQL's code for a statement that was ended, by time or by a person."""
TRIES, PAUSE = 40, 0.05
"""How often a question is told to end, and the seconds between."""

_running: dict[str, "Run"] = {}


@dataclass
class Run:
    """One question under way in this process; `ticket` is what its page calls it."""

    person: int
    ticket: str
    is_ended: threading.Event = field(default_factory=threading.Event)


@contextmanager
def within(seconds: float, *, person: int, ticket: str = "") -> Iterator[None]:
    """Raises Faulty "too_long" when the time is over, "ended" when it was ended."""
    run = Run(person, ticket)
    if ticket:
        _running[_key(person, ticket)] = run
    try:
        with _limited(seconds, run):
            yield
    finally:
        _running.pop(_key(person, ticket), None)


def end(person: int, ticket: str) -> bool:
    """End a question of that person's; whether it still ran. On PostgreSQL also one that another process asks."""
    run = _running.get(_key(person, ticket))
    if run is not None:
        run.is_ended.set()
    if connection.vendor == "postgresql":
        return _cancelled(_key(person, ticket)) or run is not None
    return run is not None


def _cancelled(name: str) -> bool:
    """PostgreSQL forgets a cancellation that reaches it between two statements, so it is told until nobody of that name works any more."""
    is_running = False
    with connection.cursor() as cursor:
        for _ in range(TRIES):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [name])
            if not cursor.fetchall():
                break
            is_running = True
            time.sleep(PAUSE)
    return is_running


def _key(person: int, ticket: str) -> str:
    return f"kaituo-report-{person}-{ticket}"[:63]


@contextmanager
def _limited(seconds: float, run: Run) -> Iterator[None]:
    limit = _limited_on_postgresql if connection.vendor == "postgresql" else _limited_on_sqlite
    with limit(seconds, run):
        yield


@contextmanager
def _limited_on_postgresql(seconds: float, run: Run) -> Iterator[None]:
    """The settings hold until this part of the transaction ends, however it ends."""
    began = time.monotonic()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{int(seconds * 1000)}"])
            cursor.execute("SELECT set_config('application_name', %s, true)", [_key(run.person, run.ticket or "report")])
            with connection.execute_wrapper(_stops_once_ended(run, seconds)):
                yield
            cursor.execute("SELECT set_config('statement_timeout', '0', true), set_config('application_name', '', true)")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != CANCELLED:
            raise
        raise Faulty("too_long" if time.monotonic() - began >= seconds * 0.9 else "ended", seconds=int(seconds)) from error


def _stops_once_ended(run: Run, seconds: float) -> Callable[..., Any]:
    """A statement under way is cancelled by the server; whoever ends a question between two of its statements ends it before the next."""

    def execute(go_on: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
        if run.is_ended.is_set():
            raise Faulty("ended", seconds=int(seconds))
        return go_on(sql, values, many, context)

    return execute


@contextmanager
def _limited_on_sqlite(seconds: float, run: Run) -> Iterator[None]:
    """No transaction is opened, for that would keep every writer waiting."""
    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: run.is_ended.is_set() or time.monotonic() > until, STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise Faulty("ended" if run.is_ended.is_set() else "too_long", seconds=int(seconds)) from error
    finally:
        connection.connection.set_progress_handler(None, STEPS)
