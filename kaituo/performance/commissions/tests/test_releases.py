"""What is held back until customers pay: which rule a credit keeps, what a run looks at, what becomes of those who left."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.records import actions as records
from kaituo.performance.commissions import cash
from kaituo.performance.commissions.actions import calculating, plans, runs
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Hold, PayRules, Run
from kaituo.performance.commissions.releases import due_of
from kaituo.performance.testing import SALES, sell

YEAR, DUE = 2026, Decimal(1000)


@pytest.fixture
def money(monkeypatch):
    """What the customers of each record have paid so far, and which records were looked at and have moved."""
    state = {"collected": {}, "asked": [], "moved": set()}

    def behind(entries, _until):
        state["asked"].append(sorted(entry.source_id for entry in entries))
        return {entry.pk: (Decimal(state["collected"].get(entry.source_id, 0)), DUE) for entry in entries}

    monkeypatch.setitem(cash.SOURCES, SALES, cash.Source(behind, lambda _since, _days: {"customers.Account": state["moved"]}))
    return state


@pytest.fixture
def on_cash(draft, payroll, money):
    plan, terms = draft
    plans.add_component(terms, [("0", None, "0.10")], by=payroll.ada, name="On cash", measure=SALES, release="cash")
    plans.release(plan, by=payroll.ada)
    plans.assign(plan, by=payroll.ada, person=payroll.alice, starts_on=date(YEAR, 1, 1))
    return plan


@pytest.fixture
def month(payroll):
    def month(number: int) -> Decimal:
        run = records.create(Run(starts_on=date(YEAR, number, 1), ends_on=date(YEAR, number + 1, 1)), by=payroll.fang)
        calculating.calculate(run, by=payroll.fang)
        runs.review(run, by=payroll.fang)
        runs.approve(run, by=payroll.ada)
        return run.total

    return month


def test_a_rule_that_pays_at_once_from_now_on_strands_nothing_earned_before(on_cash, money, month, payroll):
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    money["collected"] = {1: 250}
    first = month(1)
    terms = plans.revise(on_cash, by=payroll.ada, starts_on=date(YEAR, 2, 1))
    plans.change_component(terms.components.get(), by=payroll.ada, release=None)
    plans.release(on_cash, by=payroll.ada)
    sell(payroll.alice, date(YEAR, 2, 5), "1000", record=2)
    money["collected"] = {1: 1000}
    assert (first, month(2)) == (Decimal(25), Decimal(175))


def test_a_rule_that_pays_on_cash_from_now_on_takes_nothing_back_of_before(plan, money, month, payroll):
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    first = month(1)
    terms = plans.revise(plan, by=payroll.ada, starts_on=date(YEAR, 2, 1))
    plans.change_component(terms.components.get(), by=payroll.ada, release={"kind": "on_cash"})
    plans.release(plan, by=payroll.ada)
    assert (first, month(2)) == (Decimal(50), Decimal(0))


def test_a_rule_left_out_of_new_terms_strands_nothing(on_cash, money, month, payroll):
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    month(1)
    terms = plans.revise(on_cash, by=payroll.ada, starts_on=date(YEAR, 2, 1))
    write(terms, by=payroll.ada, document={"components": []})
    plans.add_component(terms, [("0", None, "0.01")], by=payroll.ada, name="Other", measure=SALES)
    plans.release(on_cash, by=payroll.ada)
    money["collected"] = {1: 1000}
    assert month(2) == Decimal(100)


def test_a_run_looks_at_what_waits_and_at_what_moved_and_at_nothing_else(on_cash, money, month, payroll):
    for record in (1, 2, 3):
        sell(payroll.alice, date(YEAR, 1, 5), "1000", record=record)
    money["collected"] = {1: 1000, 2: 1000, 3: 500}
    month(1)
    money["asked"].clear()
    money["moved"] = {2}
    money["collected"] = {1: 0, 2: 0, 3: 500}
    assert month(2) == Decimal(-100)
    assert {record for asked in money["asked"] for record in asked} == {2, 3}


def test_a_month_made_up_for_later_releases_nothing(on_cash, money, month, payroll):
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    month(1)
    money["collected"] = {1: 1000}
    assert (month(3), month(2)) == (Decimal(100), Decimal(0))


@pytest.mark.parametrize(("pays_on", "expected"), [(True, Decimal(100)), (False, Decimal(0))])
def test_money_collected_after_somebody_left_is_paid_by_the_rule(on_cash, rules, money, month, payroll, pays_on, expected):
    PayRules.objects.filter(pk=rules.pk).update(pays_after_leaving=pays_on)
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    month(1)
    plans.end_assignment(on_cash.assignments.get(), by=payroll.ada, ends_on=date(YEAR, 1, 20))
    money["collected"] = {1: 1000}
    assert month(2) == expected


def test_what_is_held_is_what_the_lines_say(on_cash, money, month, payroll):
    sell(payroll.alice, date(YEAR, 1, 5), "1000", record=1)
    for number, collected in ((1, 300), (2, 700), (3, 1000)):
        money["collected"] = {1: collected}
        month(number)
    hold = Hold.objects.get()
    assert (hold.earned_minor, hold.paid_minor, hold.is_settled) == (10000, 10000, True)


@pytest.mark.parametrize(
    ("earned", "collected", "due", "expected"),
    [(10000, 1000, 3000, 3333), (10000, 2000, 3000, 6667), (-10000, 1000, 3000, -3333), (1, 1, 2, 1), (100, 5000, 3000, 100), (100, -1, 3000, 0)],
)
def test_due_is_the_collected_part_to_the_cent(earned, collected, due, expected):
    assert due_of(earned, Decimal(collected), Decimal(due)) == expected


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
def test_part_payments_in_any_order_release_the_whole_and_never_more(earned, parts):
    whole, paid, collected = Decimal(sum(parts)), 0, Decimal(0)
    for part in parts:
        collected += part
        now = due_of(earned, collected, whole)
        assert abs(paid) <= abs(now) <= abs(earned)
        paid = now
    assert paid == earned
