"""A customer that was entered twice, with an order under each name: merged, the numbers are those of one."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.merging import merge, undo_merge
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables.models import Receipt

DAY = date(2026, 5, 4)


def business(name, owner, ada):
    account = records.create(Account(name=name, owner=owner), by=ada)
    order = records.create(Order(account=account, owner=owner, ordered_on=DAY), by=ada)
    records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(1000)), by=ada)
    orders.confirm(order, by=ada)
    records.create(Receipt(account=account, owner=owner, amount=Decimal(500), received_on=DAY), by=ada)
    return account


OF_CUSTOMERS = ("customers.", "orders.first_order_count")
"""How many customers were entered, and whose order was a first one: that changes when two of them are one."""


def entries():
    rows = Entry.objects.order_by("pk").values_list("measure", "person", "amount", "on")
    return [row for row in rows if not row[0].startswith(OF_CUSTOMERS)]


def test_orders_and_receipts_move_and_nobody_loses_her_credit(cast, alice, bob, ada):
    Organisation.objects.create(name="Kaituo")
    kept, other = business("Lantern", alice, ada), business("Lantern Ltd", bob, ada)
    before = entries()
    done = merge(kept, by=ada, other=other)
    assert set(Order.objects.values_list("account", flat=True)) == set(Receipt.objects.values_list("account", flat=True)) == {kept.pk}
    assert before
    assert entries() == before
    undo_merge(done, by=ada)
    assert Order.objects.filter(account=other).count() == 1
    assert entries() == before
