"""What is noticed about orders and deals in a contest."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.office.incentives.orders import pays_to_split
from kaituo.performance.contests.actions.contests import announce, close, examine
from kaituo.performance.contests.actions.deciding import decide
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.models import Contest, ContestScope, Finding
from kaituo.performance.contests.wording import said
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.pipeline import actions as pipeline
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

JUNE = "2026-06-02 09:00:00+08:00"


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-01 09:00:00+08:00", tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def company(clock, db):
    Organisation.objects.create(name="Kaituo", base_currency="CNY")


@pytest.fixture
def customers(cast) -> list[Account]:
    return [records.create(Account(name=f"Lantern {number}", owner=cast.alice), by=cast.ada) for number in range(3)]


def order(cast, account, day: date, amount="1000") -> Order:
    row = records.create(Order(account=account, owner=cast.alice, ordered_on=day), by=cast.ada)
    records.create(OrderLine(order=row, description="Robot", unit_price=Decimal(amount)), by=cast.ada)
    row.refresh_from_db()
    orders.confirm(row, by=cast.ada, confirmed_on=day)
    return row


def contest(cast, measure="orders.order_count", **values) -> Contest:
    days = {"starts_on": date(2026, 5, 1), "last_on": date(2026, 5, 31)}
    row = records.create(Contest(name="May", measure=measure, rules="Orders count.", owner=cast.ada, **days, **values), by=cast.ada)
    records.create(ContestScope(contest=row, team=cast.east), by=cast.ada)
    announce(row, by=cast.ada)
    return row


def test_orders_of_one_customer_within_days_are_one_finding(cast, customers):
    row = contest(cast)
    first, _second = order(cast, customers[0], date(2026, 5, 4)), order(cast, customers[0], date(2026, 5, 6))
    order(cast, customers[1], date(2026, 5, 5))
    order(cast, customers[0], date(2026, 5, 20))
    examine(row, by=cast.ada)
    finding = Finding.objects.get()
    assert (finding.doubt, finding.person, finding.subject_id) == ("split", cast.alice, first.pk)
    assert "2 purchases of Lantern 0 within 3 days" in said(finding)


def test_left_out_the_first_order_still_counts(cast, customers):
    row = contest(cast)
    order(cast, customers[0], date(2026, 5, 4))
    order(cast, customers[0], date(2026, 5, 6))
    examine(row, by=cast.ada)
    decide(Finding.objects.get(), by=cast.ada, outcome="left_out", reason="One purchase")
    line = board_of(row, cast.ada).lines[0]
    assert (line.figure, line.left_out_count) == (1, 1)


@pytest.mark.parametrize(
    ("amounts", "figure", "is_doubtful"),
    [
        (("900", "950"), 1000, True),
        (("1050", "1100"), 1000, True),
        (("400", "700"), 1000, True),
        (("300", "400"), 1000, False),
        (("5", "9000"), 1000, False),
    ],
)
def test_with_a_size_only_orders_for_which_splitting_pays_are_doubtful(amounts, figure, is_doubtful):
    assert pays_to_split([Decimal(each) for each in amounts], Decimal(figure)) is is_doubtful


def test_a_contest_of_money_without_a_size_doubts_no_two_orders(cast, customers):
    row = contest(cast, "orders.booked_revenue")
    order(cast, customers[0], date(2026, 5, 4))
    order(cast, customers[0], date(2026, 5, 5))
    examine(row, by=cast.ada)
    assert not Finding.objects.exists()


def test_a_day_written_down_after_the_end_is_found(cast, customers, clock):
    row = contest(cast)
    clock.move_to(JUNE)
    order(cast, customers[0], date(2026, 5, 30))
    close(row, by=cast.ada)
    finding = Finding.objects.get()
    assert (finding.doubt, finding.words["written"]) == ("back_dated", "2026-06-02")


def test_an_order_that_was_cancelled_since_is_found(cast, customers, clock):
    row = contest(cast)
    made = order(cast, customers[0], date(2026, 5, 4))
    clock.move_to("2026-05-09 09:00:00+08:00")
    orders.cancel(made, by=cast.ada, reason="No money")
    examine(row, by=cast.ada)
    finding = Finding.objects.get()
    assert (finding.doubt, finding.words["why"]) == ("reversed", "No money")


@pytest.fixture
def deal(cast, customers) -> Opportunity:
    line = records.create(Pipeline(name="Direct"), by=cast.ada)
    stages = [("Open", "open", "0.5"), ("Won", "won", "1"), ("Lost", "lost", "0")]
    first, *_others = [
        records.create(Stage(pipeline=line, name=name, kind=kind, position=number, probability=Decimal(chance)), by=cast.ada)
        for number, (name, kind, chance) in enumerate(stages)
    ]
    values = {"account": customers[0], "name": "Line 4", "owner": cast.alice, "pipeline": line, "stage": first, "amount": 100}
    return records.create(Opportunity(**values, expected_on=date(2026, 5, 30)), by=cast.ada)


def test_a_deal_won_on_a_day_long_past_is_found(cast, deal, clock):
    row = contest(cast, "pipeline.won_count")
    clock.move_to(JUNE)
    pipeline.win(deal, by=cast.ada, won_on=date(2026, 5, 29))
    close(row, by=cast.ada)
    assert Finding.objects.get().doubt == "back_dated"


def test_a_deal_that_was_won_and_reopened_is_found(cast, deal, clock):
    row = contest(cast, "pipeline.won_count")
    pipeline.win(deal, by=cast.ada)
    clock.move_to("2026-05-09 09:00:00+08:00")
    pipeline.reopen(deal, by=cast.ada)
    examine(row, by=cast.ada)
    assert (Finding.objects.get().doubt, Finding.objects.get().person) == ("reversed", cast.alice)
