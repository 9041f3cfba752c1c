"""A list as a file: the same rows, without what is hidden from the person, and written down."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.office.exchange import export
from kaituo.sales.customers.models import Account

ADDRESS = reverse("exchange:export", args=["accounts"]) + "?format=csv"


@pytest.fixture
def accounts(cast):
    for person, name in ((cast.alice, "Acme"), (cast.alice, "=Umbrella"), (cast.bob, "Bobs")):
        records.create(Account(name=name, owner=person, phone="021-5555"), by=person)


def exported(client, user, more: str = "") -> str:
    client.force_login(user)
    return client.get(ADDRESS + more).getvalue().decode("utf-8-sig")


def test_a_rep_exports_her_own_rows_only(client, accounts, alice):
    text = exported(client, alice)
    assert "Acme" in text
    assert "Bobs" not in text


def test_the_filters_of_the_list_hold_for_the_file(client, accounts, alice):
    assert "Umbrella" not in exported(client, alice, "&q=Acme")


def test_a_hidden_field_is_left_out(client, accounts, alice):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="hidden")
    assert "021-5555" not in exported(client, alice)


def test_a_formula_is_written_as_text(client, accounts, alice):
    assert "'=Umbrella" in exported(client, alice)


def test_an_export_leaves_an_event(client, accounts, alice):
    exported(client, alice)
    assert Event.objects.latest("pk").inputs == {"model": "customers.Account", "count": 2}


def test_a_workbook_is_a_workbook(client, accounts, alice):
    client.force_login(alice)
    answer = client.get(reverse("exchange:export", args=["accounts"]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert (len(rows), "Acme" in rows[1] + rows[2]) == (3, True)


def test_an_empty_list_is_a_workbook_with_headings(client, bob):
    client.force_login(bob)
    content = client.get(reverse("exchange:export", args=["accounts"])).getvalue()
    assert "Name" in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[0]


def test_rows_are_sent_while_they_are_read(client, accounts, alice, monkeypatch):
    read = []
    monkeypatch.setattr(export, "_readable", lambda column, row: read.append(row.pk) or "x" * 70_000)
    client.force_login(alice)
    answer = client.get(ADDRESS)
    assert (answer.streaming, read) == (True, [])
    chunks = iter(answer.streaming_content)
    next(chunks), next(chunks)
    answer.close()
    assert len(set(read)) == 1


def test_the_file_speaks_the_readers_language_though_the_request_is_over(client, accounts, alice):
    alice.language = "zh-hans"
    alice.save()
    client.force_login(alice)
    answer = client.get(ADDRESS)
    with translation.override("en"):
        text = answer.getvalue().decode("utf-8-sig")
    assert "潜在客户" in text


def test_what_has_no_sheet_is_not_found(client, ada):
    client.force_login(ada)
    assert client.get(reverse("exchange:export", args=["nothing"])).status_code == 404
