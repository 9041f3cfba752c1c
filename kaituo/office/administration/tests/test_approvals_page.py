"""The page on which people decide what waits for them."""

import pytest

from kaituo.foundation.approvals import actions
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.office.administration.parts import told
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order


@pytest.fixture
def request_(cast, alice):
    return actions.ask(Account.objects.create(name="华拓", owner=alice), "discount", {"discount_rate": "0.3"}, by=alice)


def test_the_lead_finds_what_waits_for_her(request_, mei, client):
    client.force_login(mei)
    page = client.get("/approvals/").content.decode()
    assert f"/approval-requests/{request_.pk}/do/approve/" in page


def test_the_page_of_a_request_shows_its_facts_and_leads_to_its_subject(request_, mei, client):
    client.force_login(mei)
    page = client.get(f"/approval-requests/{request_.pk}/").content.decode()
    assert "30%" in page
    assert f"/accounts/{request_.record_id}/" in page


def test_deciding_tells_whoever_asked(request_, mei, alice, client):
    client.force_login(mei)
    client.post(f"/approval-requests/{request_.pk}/do/approve/", {"note": "fine"})
    request_.refresh_from_db()
    assert request_.state == "approved"
    assert [notice.kind for notice in Notice.objects.filter(person=alice)] == ["approvals.decided"]


def test_the_approver_is_told_that_something_waits(request_, mei):
    assert Notice.objects.get(person=mei).kind == "approvals.asked"


def test_a_stranger_does_not_see_it(request_, charlie, client):
    client.force_login(charlie)
    assert client.get(f"/approval-requests/{request_.pk}/").status_code == 404
    assert "discount" not in client.get("/approvals/").content.decode()


def test_numbers_of_a_request_are_written_as_people_read_them():
    facts = {"discount_rate": "0.30000000", "net_amount": "705600.00", "currency": "CNY"}
    assert told(facts) == [("Discount", "30%"), ("Net amount", "CNY\u00a0705,600.00")]
    assert told({"days": "5", "reason": "late"}) == [("days", "5"), ("reason", "late")]


def test_an_order_says_that_it_waits_and_for_whom(cast, mei, alice, client):
    order = records.create(Order(account=Account.objects.create(name="华拓", owner=alice), owner=alice), by=alice)
    asked = actions.ask(order, "discount", {"discount_rate": "0.3"}, by=alice)
    client.force_login(alice)
    page = client.get(f"/orders/{order.pk}/").content.decode()
    assert f"Waits for an approval: Discount above the limit. To be decided by {mei}." in page
    assert f'href="/approval-requests/{asked.pk}/"' in page
    actions.reject(asked, by=mei, note="too much")
    assert "Approval refused: Discount above the limit." in client.get(f"/orders/{order.pk}/").content.decode()
