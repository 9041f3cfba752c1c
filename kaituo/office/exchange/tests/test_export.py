"""A list as a file: the same rows, without what is hidden from the person, and written down."""

import pytest
from django.urls import reverse

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.models import Account

ADDRESS = reverse("exchange:export", args=["accounts"]) + "?format=csv"


@pytest.fixture
def accounts(cast):
    for person, name in ((cast.alice, "Acme"), (cast.alice, "=Umbrella"), (cast.bob, "Bobs")):
        records.create(Account(name=name, owner=person, phone="021-5555"), by=person)


def exported(client, user, more: str = "") -> str:
    client.force_login(user)
    return client.get(ADDRESS + more).content.decode("utf-8-sig")


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
    assert client.get(reverse("exchange:export", args=["accounts"])).content.startswith(b"PK")


def test_what_has_no_sheet_is_not_found(client, ada):
    client.force_login(ada)
    assert client.get(reverse("exchange:export", args=["nothing"])).status_code == 404
