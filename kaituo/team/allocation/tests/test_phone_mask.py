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


def tells(page):
    return [secret for secret in DIGITS if secret in page.content.decode()]


@pytest.mark.parametrize("who", ["alice", "mei"])
@pytest.mark.parametrize(
    "door",
    [
        "/pool/?is_pooled=yes&column=account__name&column=shown_phone&column=shown_email",
        "/pool/{row}/",
        "/accounts/?view=all",
        "/contacts/?view=all",
        "/search/?q=87654321",
        "/search/?q=13912345678",
        "/pool/?is_pooled=yes&q=87654321",
        "/api/v1/pool",
        "/api/v1/pool/{row}",
        "/api/v1/accounts?q=87654321",
        "/api/v1/contacts?q=13912345678",
        "/pool/export/?format=csv&view=all",
    ],
)
def test_no_page_tells_the_number(who, door, masked, cast, client):
    row = masked("always")
    client.force_login(getattr(cast, who))
    address = door.format(row=row.pk)
    page = client.get(address)
    assert page.status_code in (200, 404), address
    asked = address.partition("q=")[2]
    assert [secret for secret in tells(page) if secret != asked] == []


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
