"""Olga owns the record, but her role hides its bank account and masks its phone: no way of asking brings them out."""

import json

import pytest
from django.test import Client

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.screen import SCREENS
from kaituo.office.exchange.export import exported
from kaituo.sales.customers.models import Account, Contact

PHONE, BANK, MOBILE = "13900017731", "6222017732", "13900017733"
SECRETS = (PHONE, BANK, MOBILE)
JSON = "application/json"


@pytest.fixture
def account(cast):
    agency = Role.objects.get(key="agency")
    rules = [("customers.Account", "phone", "masked"), ("customers.Account", "bank_account", "hidden"), ("customers.Contact", "mobile", "masked")]
    FieldRule.objects.bulk_create([FieldRule(role=agency, model=model, field=field, shows=shows) for model, field, shows in rules])
    made = records.create(Account(name="Own", owner=cast.olga, phone=PHONE, bank_account=BANK), by=cast.ada)
    records.create(Contact(account=made, name="Buyer", mobile=MOBILE), by=cast.ada)
    return made


@pytest.fixture
def at_olgas(cast):
    client = Client(headers={"host": "localhost"})
    client.force_login(cast.olga)
    return client


def told(response):
    return [secret for secret in SECRETS if secret in response.content.decode()]


def test_no_page_or_list_shows_them(at_olgas, account):
    columns = "&".join(f"column={column.name}" for column in SCREENS["customers.Account"].table.all())
    tails = ["", "?view=all", f"?{columns}&column=bank_account", "?sort=phone", "?sort=-bank_account", f"{account.pk}/", f"{account.pk}/edit/"]
    contacts = ["/contacts/?view=all", f"/contacts/{Contact.objects.get().pk}/", f"/accounts/{account.pk}/timeline/"]
    assert [path for path in [*(f"/accounts/{tail}" for tail in tails), *contacts] if told(at_olgas.get(path))] == []


def test_the_interface_leaves_them_out(at_olgas, account):
    paths = ["accounts", f"accounts/{account.pk}", "contacts", f"contacts/{Contact.objects.get().pk}"]
    assert [path for path in paths if told(at_olgas.get(f"/api/v1/{path}"))] == []


@pytest.mark.parametrize("secret", [PHONE, BANK])
def test_searching_for_them_finds_nothing(at_olgas, account, secret):
    assert at_olgas.get("/api/v1/accounts", {"q": secret}).json()["results"] == []
    assert at_olgas.get("/lookup/customers.Account/", {"q": secret}).json()["results"] == []


def test_a_conflict_does_not_tell_what_others_wrote_into_them(at_olgas, account, cast):
    seen = account.version
    records.change(account, {"bank_account": BANK + "9", "phone": PHONE + "9", "city": "Wuhan"}, by=cast.ada)
    page = at_olgas.post(f"/accounts/{account.pk}/edit/", {"name": "Own", "version": seen})
    answer = at_olgas.generic("PATCH", f"/api/v1/accounts/{account.pk}", json.dumps({"city": "A", "version": seen}), content_type=JSON)
    assert (answer.status_code, told(page), told(answer)) == (409, [], [])


def test_an_export_leaves_them_out(account, cast):
    _headings, lines = exported(SCREENS["customers.Account"], Account.objects.filter(pk=account.pk), by=cast.olga)
    assert not any(secret in str(list(lines)) for secret in SECRETS)
