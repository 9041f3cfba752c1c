"""A commission earned when the order is booked and paid as the order is collected: part payments, over-payment, refund, return."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.office.payouts.cash import cash_behind
from kaituo.performance.commissions.actions import calculating, plans, runs
from kaituo.performance.commissions.models import Plan, PlanTerms, Run, Statement
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables import actions as receivables
from kaituo.sales.receivables.models import Receipt

JANUARY, YEAR = date(2026, 1, 1), 2026


@pytest.fixture
def cast(cast):
    """Ada calculates, Fang approves."""
    Organisation.objects.create(name="Kaituo")
    Grant.objects.create(role=Role.objects.get(key="finance"), model="commissions.Run", verb="*", scope="all")
    return cast


@pytest.fixture
def plan(cast):
    """Ten percent of booked revenue, paid as the customer pays."""
    plan = Plan.objects.create(name="On cash")
    terms = PlanTerms.objects.create(plan=plan, starts_on=JANUARY)
    plans.add_component(terms, [("0", None, "0.10")], by=cast.ada, name="On cash", measure="orders.booked_revenue", release="cash")
    plans.release(plan, by=cast.ada)
    plans.assign(plan, by=cast.ada, person=cast.alice, starts_on=JANUARY)
    return plan


@pytest.fixture
def order(plan, cast):
    """Ten pumps for 10,000 yuan and 13 % tax, delivered in January."""
    account = records.create(Account(name="灯笼公司", owner=cast.alice), by=cast.ada)
    order = records.create(Order(account=account, ordered_on=date(2026, 1, 5)), by=cast.alice)
    line = OrderLine(order=order, description="Pump", quantity=Decimal(10), unit_price=Decimal(1000), tax_rate=Decimal("0.13"))
    records.create(line, by=cast.alice)
    orders.confirm(order, by=cast.ada, confirmed_on=date(2026, 1, 5))
    orders.deliver(order, by=cast.ada, delivered_on=date(2026, 1, 20))
    return order


@pytest.fixture
def pays(order, cast):
    def pays(amount: str, on: date, of_it: str = "") -> Receipt:
        receipt = records.create(Receipt(account=order.account, amount=Decimal(amount), received_on=on), by=cast.fang)
        receivables.allocate(receipt, by=cast.fang, order=order, amount=Decimal(of_it or amount))
        return receipt

    return pays


@pytest.fixture
def month(cast):
    """Calculate a month, have it approved, and say what Alice is paid."""

    def month(number: int) -> Decimal:
        run = records.create(Run(starts_on=date(YEAR, number, 1), ends_on=date(YEAR, number + 1, 1)), by=cast.ada)
        calculating.calculate(run, by=cast.ada)
        runs.review(run, by=cast.ada)
        runs.approve(run, by=cast.fang)
        return sum((each.total for each in Statement.objects.filter(run=run, payee=cast.alice)), Decimal(0))

    return month


def taken_back(order, cast, quantity: int, on: date) -> None:
    orders.take_back(order, by=cast.ada, returned_on=on, reason="Broken", quantities={order.lines.sold().get().pk: Decimal(quantity)})


def test_part_payments_release_the_commission_piece_by_piece(pays, month):
    pays("2825", date(2026, 1, 25))
    pays("5650", date(2026, 2, 10))
    pays("2825", date(2026, 4, 2))
    assert [month(number) for number in (1, 2, 3, 4)] == [Decimal(250), Decimal(500), Decimal(0), Decimal(250)]


def test_a_payment_after_the_period_waits_for_the_next_run(pays, month, cast):
    pays("11300", date(2026, 2, 1))
    assert [month(1), month(2)] == [Decimal(0), Decimal(1000)]


def test_a_payment_that_comes_between_calculation_and_approval_disturbs_neither(pays, cast):
    run = records.create(Run(starts_on=JANUARY, ends_on=date(2026, 2, 1)), by=cast.ada)
    calculating.calculate(run, by=cast.ada)
    runs.review(run, by=cast.ada)
    pays("11300", date(2026, 2, 3))
    runs.approve(run, by=cast.fang)
    assert run.state == "approved"


def test_what_is_paid_beyond_the_order_releases_no_more_than_all_of_it(order, pays, month, cast):
    pays("20000", date(2026, 1, 25), of_it="11300")
    taken_back(order, cast, 2, date(2026, 2, 3))
    assert [month(1), month(2)] == [Decimal(1000), Decimal(-200)]


def test_a_refund_takes_its_share_of_the_commission_back(pays, month, cast):
    receipt = pays("11300", date(2026, 1, 25))
    receivables.refund(receipt, by=cast.fang, amount=Decimal(5650), refunded_on=date(2026, 2, 8), reason="Late delivery")
    assert [month(1), month(2)] == [Decimal(1000), Decimal(-500)]


def test_a_return_before_everything_is_paid_keeps_the_share_right(order, pays, month, cast):
    pays("5650", date(2026, 1, 25))
    taken_back(order, cast, 2, date(2026, 2, 3))
    pays("3390", date(2026, 2, 20))
    assert [month(1), month(2)] == [Decimal(500), Decimal(300)]


def test_an_order_of_which_nothing_is_left_pays_nothing(order, pays, month, cast):
    receipt = pays("5650", date(2026, 1, 25))
    taken_back(order, cast, 10, date(2026, 2, 3))
    receivables.refund(receipt, by=cast.fang, amount=Decimal(5650), refunded_on=date(2026, 2, 8), reason="All came back")
    assert [month(1), month(2)] == [Decimal(500), Decimal(-500)]


def test_the_cash_is_read_in_as_many_queries_for_many_orders_as_for_one(pays, cast, django_assert_max_num_queries):
    pays("2825", date(2026, 1, 25))
    entries = list(Entry.objects.filter(measure="orders.booked_revenue"))
    with django_assert_max_num_queries(4):
        assert list(cash_behind(entries, date(2026, 2, 1)).values()) == [(Decimal(2825), Decimal(11300))]
