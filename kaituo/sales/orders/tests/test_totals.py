"""The amounts of a document and where they come from."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders.models import Order, OrderCredit, OrderLine
from kaituo.sales.orders.totals import combined_rate, line_amount, net_amount, totals

PRICE = st.decimals("0", "99999", places=2)
QUANTITY = st.integers(0, 10_000).map(Decimal)
RATE = st.decimals("0", "1", places=4)


@given(QUANTITY, PRICE)
def test_without_discount_a_line_is_quantity_times_price_to_the_cent(quantity, price):
    assert line_amount(quantity, price, Decimal(0), "CNY") == quantity * price


@given(st.lists(st.tuples(PRICE, RATE)), RATE)
def test_the_total_is_the_sum_of_the_lines_as_printed(lines, rate):
    assert totals(lines, rate, "CNY").net == sum((net_amount(amount, rate, "CNY") for amount, _tax in lines), Decimal(0))


@given(PRICE, RATE, RATE)
def test_discounts_never_raise_a_price_nor_turn_it_negative(price, line_rate, header_rate):
    assert 0 <= net_amount(line_amount(Decimal(1), price, line_rate, "CNY"), header_rate, "CNY") <= price
    assert combined_rate(line_rate, header_rate) >= max(line_rate, header_rate)


def test_yen_have_no_decimals():
    assert line_amount(Decimal(3), Decimal("33.5"), Decimal(0), "JPY") == Decimal(101)


def test_an_empty_price_cost_and_tax_follow_the_catalogue(draft):
    line = draft.lines.get()
    assert (line.unit_price, line.unit_cost, line.amount) == (Decimal("100"), Decimal("60"), Decimal("1000"))
    assert (draft.net_amount, draft.tax_amount, draft.gross_amount) == (Decimal("1000"), Decimal("130"), Decimal("1130"))


def test_the_head_follows_its_lines_and_its_own_discount(draft, alice):
    line = draft.lines.get()
    records.change(line, {"quantity": Decimal(20)}, by=alice)
    records.change(draft, {"discount_rate": Decimal("0.05")}, by=alice)
    draft.refresh_from_db()
    assert (draft.net_amount, draft.gross_amount) == (Decimal("1900"), Decimal("2147"))
    records.remove_line(line, by=alice)
    draft.refresh_from_db()
    assert draft.gross_amount == 0


def test_history_enters_in_any_state_and_is_counted(lantern, pump, ada, alice):
    orders = [
        Order(account=lantern, owner=alice, currency="CNY", status=status, ordered_on=date(2025, 3, 1)) for status in ("delivered", "cancelled")
    ]
    records.create_many(orders, by=ada)
    records.create_many([OrderLine(order=order, product=pump, quantity=2, unit_price=Decimal("19.99")) for order in orders], by=ada)
    march = Question(date(2025, 3, 1), date(2025, 4, 1), people=(alice.pk,))
    counted = {name: total(f"orders.{name}", march, by=ada) for name in ("gross", "shipped", "cancelled", "booked_revenue", "order_count", "units")}
    assert counted == {name: Decimal(value) for name, value in zip(counted, ("79.96", "39.98", "39.98", "39.98", "1", "2"), strict=True)}
    assert [order.number for order in Order.objects.order_by("pk")] == ["SO-2025-00001", "SO-2025-00002"]
    assert Order.objects.first().net_amount == Decimal("39.98")


def test_credit_is_shared_only_as_a_whole(draft, ada, alice, bob):
    halves = [OrderCredit(order=draft, person=person, share=Decimal("0.5")) for person in (alice, bob)]
    with pytest.raises(Refused):
        records.create_many(halves[:1], by=ada)
    records.create_many([OrderCredit(order=draft, person=person, share=Decimal("0.5")) for person in (alice, bob)], by=ada)
    assert total("orders.gross", Question(people=(bob.pk,)), by=ada) == Decimal("500")
