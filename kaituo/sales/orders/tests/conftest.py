"""A customer of Alice's, a product, and the shortest way to an order."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.records import actions as records
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order, OrderLine

DAY = date(2026, 5, 4)


@pytest.fixture
def lantern(alice):
    return records.create(Account(name="灯笼公司", owner=alice), by=alice)


@pytest.fixture
def pump(db):
    return Product.objects.create(name="水泵", list_price=Decimal("100"), cost=Decimal("60"), tax_rate=Decimal("0.13"))


@pytest.fixture
def draft(lantern, pump, alice):
    """Ten pumps for Lantern, a thousand yuan before tax."""
    order = records.create(Order(account=lantern, ordered_on=DAY), by=alice)
    records.create(OrderLine(order=order, product=pump, quantity=Decimal(10)), by=alice)
    order.refresh_from_db()
    return order
