"""A question that takes too long ends, and so does one that its asker ends."""

import threading

import pytest
from django.db import connection

from kaituo.office.reports import limits
from kaituo.office.reports.engine.definition import Faulty

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"


def ask():
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS)


def test_after_its_time_a_question_ends_and_the_connection_goes_on(db):
    with pytest.raises(Faulty, match="too_long"), limits.within(0.2, person=1):
        ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.fixture
def ending():
    """Another thread that presses Stop once it is let go, until that helped; `is_told` is set when the database was first told."""
    go, is_told, is_over = threading.Event(), threading.Event(), threading.Event()

    def tell(go_on, sql, values, many, context):
        answer = go_on(sql, values, many, context)
        if "pg_cancel_backend" in sql:
            is_told.set()
        return answer

    def press():
        go.wait()
        with connection.execute_wrapper(tell):
            while not is_over.is_set() and not limits.end(7, "mine"):
                is_over.wait(0.01)
        connection.close()

    other = threading.Thread(target=press)
    other.start()
    yield go, is_told
    is_over.set()
    go.set()
    other.join()


@pytest.mark.django_db(transaction=True)
def test_whoever_asked_may_end_it(ending):
    go, _ = ending
    with pytest.raises(Faulty, match="ended"), limits.within(60, person=7, ticket="mine"):
        go.set()
        ask()


@pytest.mark.django_db(transaction=True)
def test_what_another_process_asks_ends_though_it_was_told_between_two_statements(ending):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite only the process that asks knows its questions")
    go, is_told = ending
    with pytest.raises(Faulty, match="ended"), limits.within(60, person=7, ticket="mine"):
        limits._running.clear()
        go.set()
        is_told.wait()
        ask()


def test_what_was_ended_between_two_statements_asks_no_more(db):
    with pytest.raises(Faulty, match="ended"), limits.within(60, person=7, ticket="mine"):
        limits._running[limits._key(7, "mine")].is_ended.set()
        ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_nobody_ends_the_question_of_another(db):
    with limits.within(60, person=7, ticket="mine"):
        if connection.vendor == "sqlite":
            assert limits.end(8, "mine") is False
