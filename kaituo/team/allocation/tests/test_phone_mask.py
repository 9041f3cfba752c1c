"""A masked number of a customer in the pool is nowhere told in full: not in lists, pages, searches, filters, exports, over the interface or at the doors."""

import json

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.models import Contact
from kaituo.sales.duplicates.asking import ask
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HandOver, HandOverReceiver, Ownership
from kaituo.team.allocation.sheets import as_table, contents

PHONE, MOBILE, EMAIL = "0571-87654321", "13912345678", "secret@lamp.example"
DIGITS = ("87654321", MOBILE, EMAIL)


@pytest.fixture
def masked(make_pool, make_account, ada):
    """In a pool that shows numbers until they are claimed only in part."""

    def make(phone_mask="claim"):
        make_pool(phone_mask=phone_mask, visible_fields=["phone", "email", "contact"])
        account = make_account(phone=PHONE, email=EMAIL)
        records.create(Contact(account=account, name="王芳", mobile=MOBILE, is_primary=True), by=ada)
        return Ownership.objects.select_related("pool", "account").get(account=account)

    return make


ROOM = [
    ("/pool/?is_pooled=yes&column=account__name&column=shown_phone&column=shown_email", PHONE),
    ("/pool/{row}/", PHONE),
    ("/api/v1/pool", PHONE),
    ("/api/v1/pool/{row}", PHONE),
]
"""Addresses of the pool's own room, with what they tell of a pool without a mask."""
CUSTOMERS = [
    ("/accounts/?column=name&column=phone", PHONE),
    ("/accounts/{account}/", PHONE),
    ("/contacts/?column=name&column=mobile", MOBILE),
    ("/search/?q=87654321", "灯笼公司"),
    ("/search/?q=13912345678", "王芳"),
    ("/api/v1/accounts", PHONE),
    ("/api/v1/accounts/{account}", PHONE),
    ("/api/v1/accounts?q=87654321", PHONE),
    ("/api/v1/contacts?q=13912345678", MOBILE),
    ("/exchange/export/accounts/?format=csv", PHONE),
    ("/exchange/export/contacts/?format=csv", MOBILE),
]
"""Addresses of customers, with what they tell whoever holds the customer."""


def told(client, door, row):
    """Status, and everything that the answer tells."""
    answer = client.get(door.format(row=row.pk, account=row.account_id))
    return answer.status_code, answer.getvalue().decode()


def tells(text, door):
    """What was asked for may be said again."""
    return [secret for secret in DIGITS if secret in text and secret not in door]


@pytest.mark.parametrize("who", ["alice", "mei"])
@pytest.mark.parametrize(("door", "open_says"), ROOM)
def test_the_room_tells_the_number_without_a_mask_alone(who, door, open_says, masked, cast, client):
    row = masked("always")
    client.force_login(getattr(cast, who))
    status, text = told(client, door, row)
    assert (status, "灯笼公司" in text, tells(text, door)) == (200, True, [])
    records.change(row.pool, {"phone_mask": "never"}, by=cast.ada)
    status, text = told(client, door, row)
    assert (status, open_says in text) == (200, True)


@pytest.mark.parametrize(("door", "open_says"), CUSTOMERS)
def test_the_pages_of_customers_tell_it_to_the_holder_alone(door, open_says, masked, cast, client):
    row = masked()
    client.force_login(cast.alice)
    status, text = told(client, door, row)
    assert status == (404 if "{account}" in door else 200)
    assert tells(text, door) == []
    assert open_says not in text
    actions.claim(row, by=cast.alice)
    status, text = told(client, door, row)
    assert (status, open_says in text) == (200, True)


def test_the_room_is_not_exported_whether_numbers_are_masked_or_not(masked, alice, client):
    row = masked("never")
    client.force_login(alice)
    assert told(client, "/pool/?is_pooled=yes", row)[0] == 200
    assert told(client, "/exchange/export/pool/?format=csv", row)[0] == 404


def test_a_search_by_the_number_finds_nothing_more_than_one_for_nonsense(masked, alice, client):
    masked()
    client.force_login(alice)
    pages = [client.get("/pool/", {"is_pooled": "yes", "q": text}).content.decode() for text in ("87654321", "00000000")]
    assert [page.count("灯笼公司") for page in pages] == [0, 0]


def test_before_the_claim_it_is_masked_and_for_whoever_claimed_it_is_not(masked, alice):
    row = masked()
    assert row.shown("phone") == "05••••21"
    actions.claim(row, by=alice)
    row = Ownership.objects.select_related("pool", "account").get(pk=row.pk)
    assert row.shown("phone") == PHONE


def test_neither_events_nor_the_question_beforehand_tell_it(masked, alice):
    row = masked()
    actions.claim(row, by=alice)
    told = json.dumps(list(Event.objects.filter(subject_type="allocation.Ownership").values("subject_text", "changes", "inputs")), ensure_ascii=False)
    assert not any(secret in told for secret in DIGITS)
    assert not any(secret in " ".join(hint.text for hint in ask({"name": "灯笼公司"}, by=alice).hints) for secret in DIGITS)


def test_a_sheet_of_a_hand_over_names_customers_and_no_numbers(masked, alice, bob, mei):
    actions.claim(masked(), by=alice)
    row = records.create(HandOver(person=alice), by=mei)
    records.create(HandOverReceiver(handover=row, person=bob), by=mei)
    actions.plan(row, by=mei)
    told = str(as_table(row)) + str(contents(row, "zh-hans"))
    assert "灯笼公司" in told
    assert not any(secret in told for secret in DIGITS)


def test_a_pool_without_a_mask_shows_it(masked, alice, client):
    row = masked("never")
    client.force_login(alice)
    assert PHONE in client.get(f"/pool/{row.pk}/").content.decode()
