"""Where a collected figure opens: the allocation, to be read and no more; and so the credit shares of an order."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.sources import sources
from kaituo.sales.orders import actions as orders
from kaituo.sales.receivables import actions
from kaituo.sales.receivables.models import Allocation


@pytest.fixture
def allocation(order, receipt, fang) -> Allocation:
    return actions.allocate(receipt, by=fang, order=order, amount=Decimal(500))


@pytest.fixture
def share(order, alice, bob):
    orders.share_credit(order, by=alice, shares={alice: Decimal("0.8"), bob: Decimal("0.2")})
    return order.credits.get(person=bob)


def body(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_collected_figure_opens_into_its_allocation(allocation, alice):
    entry = Entry.objects.get(measure="receivables.collected")
    key = (entry.source_type, entry.source_id)
    assert sources([key], alice)[key].url == reverse("receivables-allocation-page", args=[allocation.pk])


def test_the_receipt_and_the_order_lead_to_it(client, allocation, fang):
    client.force_login(fang)
    address = reverse("receivables-allocation-page", args=[allocation.pk])
    pages = [("receivables-receipt-page", allocation.receipt_id), ("orders-order-page", allocation.order_id)]
    assert [address in body(client, *page) for page in pages] == [True, True]


def test_the_lists_show_a_rep_her_own_and_a_stranger_nothing(client, allocation, share, alice, charlie):
    lists = ("receivables-allocation-list", "orders-ordercredit-list")
    found = {}
    for person in (alice, charlie):
        client.force_login(person)
        found[person] = [allocation.order.number in body(client, name) for name in lists]
    assert found == {alice: [True, True], charlie: [False, False]}


def test_they_are_read_and_not_written(client, allocation, share, ada):
    client.force_login(ada)
    for name, row in (("receivables-allocation", allocation), ("orders-ordercredit", share)):
        assert client.get(reverse(f"{name}-page", args=[row.pk])).status_code == 200
        assert client.post(reverse(f"{name}-verb", args=[row.pk, "archive"])).status_code == 404
        assert client.get(reverse(f"{name}-new")).status_code == 404
        row.refresh_from_db()
        assert row.is_active


def test_the_share_is_opened_from_its_order(client, share, alice):
    client.force_login(alice)
    assert reverse("orders-ordercredit-page", args=[share.pk]) in body(client, "orders-order-page", share.order_id)
    assert "20" in body(client, "orders-ordercredit-page", share.pk)
