"""A customer of Alice's with an order for 1,130 yuan, and the shortest way to a receipt."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables.models import Invoice, Receipt

DAY = date(2026, 5, 4)


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(name="Kaituo")


@pytest.fixture
def lantern(organisation, alice, ada):
    return records.create(Account(name="灯笼公司", owner=alice), by=ada)


@pytest.fixture
def make_order(lantern, alice):
    def make(price="1000"):
        order = records.create(Order(account=lantern, ordered_on=DAY), by=alice)
        records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(price), tax_rate=Decimal("0.13")), by=alice)
        order.refresh_from_db()
        return order

    return make


@pytest.fixture
def order(make_order, alice):
    order = make_order()
    orders.confirm(order, by=alice, confirmed_on=DAY)
    return order


@pytest.fixture
def receipt(lantern, fang):
    return records.create(Receipt(account=lantern, amount=Decimal("1500"), received_on=date(2026, 6, 10)), by=fang)


@pytest.fixture
def invoice(order, fang):
    return records.create(Invoice(order=order, issued_on=DAY, amount=Decimal("1130"), status="issued"), by=fang)
