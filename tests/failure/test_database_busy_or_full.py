"""SQLite locked by somebody else, or without room: the person is told, nothing is lost, and the next request goes well again."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Comment
from kaituo.office.api import actions
from kaituo.office.api.models import Token
from kaituo.sales.customers.models import Account
from tests.company.cast import gather

from .rubbish import fields_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows, not the file; its disk is the server's"),
]
BUSY, FULL = "数据库正忙", "磁盘已满"


@pytest.fixture
def account():
    cast = gather()
    cast.alice.language = "zh-hans"
    cast.alice.save()
    return records.create(Account(name="Lantern", owner=cast.alice), by=cast.ada)


@pytest.fixture
def browser(account):
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(account.owner)
    client.get("/accounts/")
    return client


@pytest.fixture
def impatient():
    """Ours waits a twentieth of a second for a lock, not twenty seconds."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
        yield
        cursor.execute("PRAGMA busy_timeout=20000")


@pytest.fixture
def writer(impatient):
    """Another process in the middle of writing."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.fixture
def edited(browser, account):
    """The form as it was drawn before anything went wrong, with a city filled in."""
    return fields_of(browser.get(f"/accounts/{account.pk}/edit/").content.decode()) | {"city": "Wuhan"}


def test_a_locked_database_is_said_and_nothing_is_half_saved(browser, account, edited, writer):
    refused = browser.post(f"/accounts/{account.pk}/edit/", edited)
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"], BUSY in page, "Traceback" in page) == (503, "5", True, False)
    writer.execute("ROLLBACK")
    assert Account.objects.get().city == ""
    assert browser.post(f"/accounts/{account.pk}/edit/", edited).status_code == 302
    assert Account.objects.get().city == "Wuhan"


def test_in_a_dialog_it_is_said_as_a_word_on_the_page_that_stays(browser, account, writer):
    refused = browser.post(f"/accounts/{account.pk}/comments/", {"text": "Hello"}, headers={"HX-Request": "true"})
    assert refused.status_code == 503
    assert BUSY in json.loads(refused["HX-Trigger"])["toast"]["text"]


def test_reading_goes_on_while_somebody_writes(browser, account, writer):
    assert [browser.get(path).status_code for path in ("/accounts/", f"/accounts/{account.pk}/", "/")] == [200, 200, 200]


def test_a_program_gets_a_problem_it_can_read(account, impatient):
    secret = actions.issue(Token(person=account.owner, name="Program", reach="write"), by=account.owner)
    program = Client(headers={"host": "localhost", "authorization": f"Bearer {secret}"}, raise_request_exception=False)
    program.get("/api/v1/me")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        body = json.dumps({"city": "Wuhan", "version": account.version})
        refused = program.patch(f"/api/v1/accounts/{account.pk}", body, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"], refused.json()["status"]) == (503, "application/problem+json", 503)


@pytest.fixture
def no_room(browser):
    """The database may not grow by more than a few pages, and nothing that earlier tests wrote lies free in it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        now = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={now + 4}")
        yield lambda: cursor.execute(f"PRAGMA max_page_count={most}")
        cursor.execute(f"PRAGMA max_page_count={most}")


def test_a_full_disk_is_said_and_what_was_saved_before_stays(browser, account, no_room):
    said = [browser.post(f"/accounts/{account.pk}/comments/", {"text": "长" * 5000}) for _time in range(12)]
    kept = [answer for answer in said if answer.status_code == 302]
    assert {answer.status_code for answer in said} == {302, 503}
    assert FULL in said[-1].content.decode()
    assert Comment.objects.count() == len(kept)
    no_room()
    assert browser.post(f"/accounts/{account.pk}/comments/", {"text": "Hello"}).status_code == 302
    assert connection.cursor().execute("PRAGMA integrity_check").fetchone()[0] == "ok"
