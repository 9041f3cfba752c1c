"""The queue of writers before SQLite."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from kaituo.config.outages import BUSY, outage_of
from kaituo.config.sqlite.base import DatabaseWrapper
from kaituo.config.sqlite.gate import Gate, GateClosed

pytestmark = pytest.mark.django_db
HURRIED, PATIENT = 0.05, 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "base-gate"


@pytest.fixture
def connect(tmp_path):
    made: list[DatabaseWrapper] = []

    def another(patience: float = PATIENT) -> DatabaseWrapper:
        options = {"transaction_mode": "IMMEDIATE", "timeout": patience, "init_command": "PRAGMA journal_mode=WAL"}
        settings = {**connection.settings_dict, "ENGINE": "kaituo.config.sqlite", "NAME": str(tmp_path / "base"), "OPTIONS": options}
        made.append(DatabaseWrapper(settings, alias=f"other-{len(made)}"))
        made[-1].inc_thread_sharing()
        return made[-1]

    yield another
    for each in made:
        each.close()


def test_only_one_is_inside_and_the_next_follows(path):
    first, second = Gate(path, PATIENT), Gate(path, PATIENT)
    first.enter()
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(second.enter)
        assert not waiting.done()
        first.leave()
        waiting.result()
    with pytest.raises(GateClosed):
        Gate(path, HURRIED).enter()
    second.leave()


def test_whoever_went_away_from_the_queue_does_not_hold_it_up(path):
    inside, hurried, next_one = Gate(path, PATIENT), Gate(path, HURRIED), Gate(path, PATIENT)
    inside.enter()
    with pytest.raises(GateClosed):
        hurried.enter()
    inside.leave()
    next_one.enter()
    next_one.leave()


def test_a_child_that_was_forked_inside_does_not_keep_the_gate_shut(path):
    gate = Gate(path, PATIENT)
    gate.enter()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writing)
        os.read(reading, 1)
        os._exit(0)
    gate.leave()
    next_one = Gate(path, HURRIED)
    try:
        next_one.enter()
        next_one.leave()
    finally:
        os.close(writing)
        os.close(reading)
        os.waitpid(child, 0)


def test_a_transaction_waits_its_turn_and_then_says_that_the_database_is_busy(connect):
    one, other = connect(), connect(HURRIED)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError) as refused:
        other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert outage_of(refused.value) == BUSY
    one.rollback()
    other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other.commit()


def test_closing_a_connection_in_a_transaction_lets_the_next_in(connect):
    one, other = connect(), connect(HURRIED)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    one.close()
    other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other.commit()


def test_many_writers_lose_nothing(connect):
    base = connect()
    base.cursor().execute("CREATE TABLE counter (value INTEGER)")
    base.cursor().execute("INSERT INTO counter VALUES (0)")

    def count(writer: DatabaseWrapper) -> None:
        for _turn in range(25):
            writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            value = writer.cursor().execute("SELECT value FROM counter").fetchone()[0]
            writer.cursor().execute("UPDATE counter SET value = %s", [value + 1])
            writer.commit()
            writer.set_autocommit(True)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, [connect() for _each in range(8)]))
    assert base.cursor().execute("SELECT value FROM counter").fetchone()[0] == 200


@pytest.mark.django_db(transaction=True)
def test_the_company_s_own_connection_passes_the_gate():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one writer at a time")
    with transaction.atomic():
        assert Path(f"{connection.settings_dict['NAME']}-gate").exists()
        with pytest.raises(GateClosed):
            Gate(Path(f"{connection.settings_dict['NAME']}-gate"), HURRIED).enter()
