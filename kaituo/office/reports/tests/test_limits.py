"""A question that takes too long ends, and so does one that its asker ends."""

import threading
import time

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


@pytest.mark.django_db(transaction=True)
def test_whoever_asked_may_end_it():
    started, ended = threading.Event(), []

    def wait():
        started.wait()
        while not ended:
            ended.extend([True] if limits.end(7, "mine") else [])
            time.sleep(0.01)
        connection.close()

    other = threading.Thread(target=wait)
    other.start()
    with pytest.raises(Faulty, match="ended"), limits.within(60, person=7, ticket="mine"):
        started.set()
        ask()
    other.join()


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
