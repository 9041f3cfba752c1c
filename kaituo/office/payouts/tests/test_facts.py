"""What commissions learn of orders: products, customers, new or renewal, channel, role, margin and list price; and when their money came in."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.office.payouts.collected import collections_behind
from kaituo.office.payouts.facts import facts_behind
from kaituo.sales.catalog.models import Category, Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables import actions as receivables
from kaituo.sales.receivables.models import Receipt


@pytest.fixture
def account(cast):
    Organisation.objects.create(name="Kaituo")
    return records.create(Account(name="灯笼公司", owner=cast.alice, account_class="a", region="湖北", payment_days=30), by=cast.ada)


@pytest.fixture
def pump(account, cast):
    category = records.create(Category(name="Pumps"), by=cast.ada)
    return records.create(Product(number="P-1", name="Pump", category=category, list_price=Decimal(1000), cost=Decimal(600)), by=cast.ada)


@pytest.fixture
def sold(account, pump, cast):
    def sold(on: date) -> Entry:
        order = records.create(Order(account=account, ordered_on=on), by=cast.alice)
        records.create(OrderLine(order=order, product=pump, quantity=Decimal(2), unit_price=Decimal(900)), by=cast.alice)
        orders.confirm(order, by=cast.ada, confirmed_on=on)
        return Entry.objects.get(measure="orders.booked_revenue", source_id=order.lines.get().pk)

    return sold


def test_an_order_line_tells_what_plans_distinguish(sold, pump, account):
    entry = sold(date(2026, 1, 5))
    found = facts_behind([entry])[entry.pk]
    assert found.texts == {
        "customer": account.number,
        "customer_class": "A",
        "territory": "湖北",
        "renewal": "new",
        "channel": "direct",
        "role": "lead",
        "product": "P-1",
        "category": "Pumps",
    }
    assert found.amounts == {"margin": Decimal(600), "units": Decimal(2), "list_amount": Decimal(2000)}


def test_a_customer_is_new_with_its_first_order_only(sold):
    first, second = sold(date(2026, 1, 5)), sold(date(2026, 2, 5))
    found = facts_behind([first, second])
    assert [found[entry.pk].texts["renewal"] for entry in (first, second)] == ["new", "renewal"]


def test_whoever_shares_an_order_has_the_other_role(sold, cast):
    entry = sold(date(2026, 1, 5))
    entry.person = cast.bob
    assert facts_behind([entry])[entry.pk].texts["role"] == "shared"


def test_an_agency_is_a_channel_of_its_own(sold, cast):
    entry = sold(date(2026, 1, 5))
    entry.team = cast.agency
    assert facts_behind([entry])[entry.pk].texts["channel"] == cast.agency.code


def test_money_comes_with_its_day_and_the_day_it_was_due(sold, account, cast):
    entry = sold(date(2026, 1, 5))
    order = OrderLine.objects.get(pk=entry.source_id).order
    for day, amount in ((date(2026, 1, 20), 500), (date(2026, 3, 1), 9000)):
        receipt = records.create(Receipt(account=account, amount=Decimal(amount), received_on=day), by=cast.fang)
        receivables.allocate(receipt, by=cast.fang, order=order, amount=min(Decimal(amount), order.gross_amount - 500))
    found = collections_behind([entry], date(2026, 4, 1))[entry.pk]
    assert [(each.day, each.collected) for each in found] == [(date(2026, 1, 20), Decimal(500)), (date(2026, 3, 1), order.gross_amount - 500)]
    assert {each.due_on for each in found} == {date(2026, 2, 4)}
    assert collections_behind([entry], date(2026, 1, 10))[entry.pk][0].collected == 0
