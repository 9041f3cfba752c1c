"""A shop: tea, cups and pots, and the shortest way to a confirmed order of a customer on a day."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import ExchangeRate, LegalEntity, Organisation
from kaituo.foundation.records import actions as records
from kaituo.sales.catalog.models import Category, Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine


@pytest.fixture
def shop(cast):
    """{name: product}; a tea of 100, cups of 10, a pot of 50; tea and pot are of one category each, cups of none."""
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    LegalEntity.objects.create(name="Kaituo", tax_number="1")
    ExchangeRate.objects.create(currency="USD", rate=Decimal(7), starts_on=date(2025, 1, 1))
    drinks, ware = (Category.objects.create(name=name) for name in ("Drinks", "Ware"))
    made = (("tea", 100, drinks), ("cups", 10, None), ("pot", 50, ware))
    return {name: Product.objects.create(name=name, number=name, list_price=price, category=category) for name, price, category in made}


@pytest.fixture
def account(cast):
    """function (name, owner, **fields) → customer."""
    return lambda name, owner, **more: records.create(Account(name=name, owner=owner, **more), by=cast.ada)


@pytest.fixture
def sold(cast, shop):
    """function (customer, day, names of products, currency) → confirmed order, credited to whoever looks after the customer."""

    def sell(account: Account, day: date, *names: str, currency: str = "CNY") -> Order:
        order = records.create(Order(account=account, owner=account.owner, ordered_on=day, currency=currency), by=cast.ada)
        for name in names:
            records.create(OrderLine(order=order, product=shop[name], quantity=Decimal(1), unit_price=shop[name].list_price), by=cast.ada)
        order.refresh_from_db()
        orders.confirm(order, by=cast.ada, confirmed_on=day)
        order.refresh_from_db()
        return order

    return sell
