"""What one run hands to the next: draws still owed, caps carried over, shares kept back, late money; and what teams and pay periods are."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions import cash
from kaituo.performance.commissions.actions import calculating, plans, runs
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.explanations import sentences
from kaituo.performance.commissions.models import PlanTerms, Run, StatementLine
from kaituo.performance.testing import SALES, sell

RULE = {"kind": "commission", "key": "base", "name": "Base", "measures": [SALES], "rate": {"kind": "constant", "rate": "0.10"}}


@pytest.fixture
def on_plan(draft, payroll):
    """Release a document with Alice on it."""

    def on_plan(*components, people=("alice",), **more):
        plan, terms = draft
        write(terms, by=payroll.ada, document={"components": list(components), **more})
        plans.release(plan, by=payroll.ada)
        for name in people:
            plans.assign(plan, by=payroll.ada, person=getattr(payroll, name), starts_on=date(2026, 1, 1))
        return plan

    return on_plan


@pytest.fixture
def month(payroll):
    """Calculate and approve the months from one up to, without, another; totals by name."""

    def month(first: int, after: int | None = None) -> dict[str, str]:
        run = records.create(Run(starts_on=date(2026, first, 1), ends_on=date(2026, after or first + 1, 1)), by=payroll.fang)
        calculating.calculate(run, by=payroll.fang)
        runs.review(run, by=payroll.fang)
        runs.approve(run, by=payroll.ada)
        return {each.payee.name: f"{each.total:.2f}" for each in run.statements.select_related("payee")}

    return month


def kinds(number: int) -> list[tuple[str, int]]:
    lines = StatementLine.objects.filter(statement__run__starts_on=date(2026, number, 1)).order_by("pk")
    return [(line.kind, line.amount_minor) for line in lines]


def test_a_draw_still_owed_is_taken_back_by_the_next_run(on_plan, month, payroll):
    on_plan(RULE, draw={"amount": "1000", "recoverable": True})
    sell(payroll.alice, date(2026, 1, 9), "4000")
    sell(payroll.alice, date(2026, 2, 9), "13000")
    sell(payroll.alice, date(2026, 3, 9), "13000")
    assert [month(number) for number in (1, 2, 3)] == [{"Alice": "1000.00"}, {"Alice": "1000.00"}, {"Alice": "1000.00"}]
    assert kinds(1) == [("earned", 40000), ("draw", 60000)]
    assert kinds(2) == [("earned", 130000), ("recovery", -30000)]
    assert kinds(3) == [("earned", 130000), ("recovery", -30000)]
    assert StatementLine.objects.filter(kind="draw").get().plan is not None


def test_what_a_cap_carried_is_paid_by_the_next_run(on_plan, month, payroll):
    on_plan({**RULE, "caps": [{"per": "period", "amount": "500", "excess": "carried"}]})
    sell(payroll.alice, date(2026, 1, 9), "8000")
    sell(payroll.alice, date(2026, 2, 9), "1000")
    assert [month(1), month(2), month(3)] == [{"Alice": "500.00"}, {"Alice": "400.00"}, {}]
    assert kinds(2) == [("earned", 10000), ("carried", 30000)]


def test_a_share_kept_back_is_released_by_a_later_run(on_plan, month, payroll):
    on_plan({**RULE, "release": {"kind": "hold", "share": "0.2", "days": 60}})
    sell(payroll.alice, date(2026, 1, 9), "1000")
    assert [month(1), month(2), month(3)] == [{"Alice": "80.00"}, {}, {"Alice": "20.00"}]


def test_late_money_counts_in_part_whenever_it_comes(on_plan, month, payroll, monkeypatch):
    came = [cash.Collection(date(2026, 2, 5), Decimal(500), Decimal(1000), date(2026, 1, 31))]
    came += [cash.Collection(date(2026, 3, 5), Decimal(500), Decimal(1000), date(2026, 1, 31))]
    known = lambda entries, until: {entry.pk: [each for each in came if each.day < until] for entry in entries}  # noqa: E731 - a shelf entry
    monkeypatch.setitem(cash.SOURCES, SALES, cash.Source(lambda entries, until: {entry.pk: (Decimal(0), Decimal(1000)) for entry in entries}))
    monkeypatch.setitem(cash.COLLECTIONS, SALES, lambda entries, until: known(entries, until) if until > date(2026, 2, 1) else unpaid(entries))
    on_plan({**RULE, "release": {"kind": "on_cash", "late": [{"from_day": 30, "factor": "0.5"}]}})
    sell(payroll.alice, date(2026, 1, 9), "1000")
    assert [month(1), month(2), month(3)] == [{"Alice": "0.00"}, {"Alice": "50.00"}, {"Alice": "25.00"}]


def unpaid(entries):
    return {entry.pk: [cash.Collection(date(2026, 1, 31), Decimal(0), Decimal(1000), None)] for entry in entries}


def test_a_manager_has_her_part_of_a_team_that_is_on_another_plan(on_plan, month, payroll):
    rule = {"kind": "override", "key": "team", "name": "Team", "measures": [SALES], "rate": {"kind": "constant", "rate": "0.01"}}
    on_plan(rule, people=("mei",))
    for who in (payroll.alice, payroll.bob, payroll.charlie):
        sell(who, date(2026, 1, 9), "1000")
    led = Membership.objects.filter(team=payroll.east, is_lead=False).count()
    assert (month(1), led) == ({"梅": "20.00"}, 2)
    line = StatementLine.objects.first()
    assert "Alice" in sentences(line)[0]


def test_a_pool_is_dealt_out_by_weight_to_the_cent(on_plan, month, payroll):
    plan = on_plan({"kind": "pool", "key": "pool", "name": "Pool", "amount": "100", "by": "weight"}, people=("alice", "bob", "charlie"))
    plan.assignments.filter(person=payroll.bob).update(weight=2)
    assert month(1) == {"Alice": "25.00", "Bob": "50.00", "Charlie": "25.00"}


def test_a_plan_paid_by_the_quarter_gives_nothing_in_january_and_all_in_march(on_plan, month, payroll):
    plan = on_plan(RULE, {"kind": "fixed", "key": "car", "name": "Car", "amount": "300"})
    plan.pay_every = "quarter"
    plan.save()
    sell(payroll.alice, date(2026, 1, 9), "1000")
    sell(payroll.alice, date(2026, 3, 9), "1000")
    assert [month(1), month(2), month(3)] == [{}, {}, {"Alice": "500.00"}]


def test_every_line_of_every_kind_has_a_sentence(on_plan, month, payroll):
    on_plan(
        {**RULE, "caps": [{"per": "period", "amount": "50"}], "floor": {"per": "period", "amount": "10"}},
        {"kind": "fixed", "key": "car", "name": "Car", "amount": "300"},
        {"kind": "spiff", "key": "spiff", "name": "Spiff", "measures": [SALES], "amount": "5", "every": "period"},
        caps=[{"per": "period", "amount": "200"}],
        draw={"amount": "1000"},
    )
    sell(payroll.alice, date(2026, 1, 9), "1000")
    assert month(1) == {"Alice": "1000.00"}
    told = {line.kind: sentences(line) for line in StatementLine.objects.select_related("statement", "component")}
    assert set(told) == {"earned", "cap", "fixed", "spiff", "plan_cap", "draw"}
    assert all(said and said[0] for said in told.values())


def test_terms_left_alone_have_no_components(draft):
    assert (PlanTerms.objects.get().document, draft[1].components.count()) == ({}, 0)
