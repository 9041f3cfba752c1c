"""Runs: what they pay, to the cent; who may do what; what freezes; what comes back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.metrics.models import ClosedPeriod, Entry
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import cash
from kaituo.performance.commissions.actions import calculating, plans, runs
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Run, Statement, StatementLine
from kaituo.performance.goals.actions.targets import replan, set_target
from kaituo.performance.testing import SALES, sell

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def run_of(cast, starts_on=MARCH, ends_on=APRIL) -> Run:
    run = records.create(Run(starts_on=starts_on, ends_on=ends_on), by=cast.fang)
    calculating.calculate(run, by=cast.fang)
    return run


def approved(cast, *days) -> Run:
    run = run_of(cast, *days)
    runs.review(run, by=cast.fang)
    runs.approve(run, by=cast.ada)
    return run


def paid(run: Run) -> dict[str, str]:
    return {statement.payee.name: f"{statement.total:.2f}" for statement in run.statements.select_related("payee")}


def lines(run: Run) -> list[tuple]:
    return list(StatementLine.objects.filter(statement__run=run).order_by("on", "pk").values_list("kind", "band", "base_minor", "result_minor"))


def test_two_tiers_pay_the_expected_cents(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "8000")
    sell(payroll.alice, date(2026, 3, 20), "6000.05")
    sell(payroll.bob, date(2026, 3, 9), "99.99")
    run = run_of(payroll)
    assert (paid(run), run.total) == ({"Alice": "820.00", "Bob": "5.00"}, Decimal("825.00"))
    assert [line for line in lines(run) if line[2] != 9999] == [
        ("earned", 0, 800000, 40000),
        ("earned", 0, 200000, 10000),
        ("earned", 1, 400005, 32000),
    ]


def test_lines_sum_to_statements_and_statements_to_the_run(plan, payroll):
    for day in range(1, 29):
        sell(payroll.alice, date(2026, 3, day), f"{day * 333}.3{day % 10}")
        sell(payroll.bob, date(2026, 3, day), f"{day}.0{day % 7}")
    run = run_of(payroll)
    sums = dict(StatementLine.objects.values_list("statement__pk").annotate(Sum("amount_minor")))
    assert sums == dict(Statement.objects.values_list("pk", "total_minor"))
    assert sum(sums.values()) == run.total_minor


def test_a_late_return_is_clawed_back_at_the_original_rate(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "10000", record=1)
    sell(payroll.alice, date(2026, 3, 9), "4000", record=2)
    approved(payroll)
    sell(payroll.alice, APRIL, "-4000", record=2, earned_on=date(2026, 3, 9))
    run = run_of(payroll, APRIL, MAY)
    assert (paid(run), lines(run)) == ({"Alice": "-320.00"}, [("claw_back", 1, -400000, -32000)])


def test_a_return_comes_back_at_the_rate_paid_although_the_target_was_moved_since(draft, payroll):
    plan, terms = draft
    plans.add_component(terms, [("0", "1", "0.02"), ("1", None, "0.10")], by=payroll.ada, name="Share", measure=SALES, unit="target")
    plans.release(plan, by=payroll.ada)
    plans.assign(plan, by=payroll.ada, person=payroll.alice, starts_on=date(2026, 1, 1))
    target = set_target(by=payroll.ada, measure=SALES, person=payroll.alice, kind="month", starts_on=MARCH, goal_amount=Decimal(1000))
    sell(payroll.alice, date(2026, 3, 3), "1000", record=1)
    approved(payroll)
    replan(target, by=payroll.ada, goal_amount=Decimal(10), reason="By mistake")
    sell(payroll.alice, APRIL, "-500", record=1, earned_on=date(2026, 3, 3))
    assert paid(run_of(payroll, APRIL, MAY)) == {"Alice": "-10.00"}


def test_a_return_from_before_the_plan_is_none_of_its_business(plan, payroll):
    sell(payroll.alice, APRIL, "-4000", record=2, earned_on=date(2025, 3, 9))
    assert run_of(payroll, APRIL, MAY).line_count == 0


def test_approval_freezes_the_run_and_the_ledger_of_its_days(plan, payroll):
    run = approved(payroll)
    assert ClosedPeriod.objects.get().holds(date(2026, 3, 31))
    with pytest.raises(Refused):
        calculating.calculate(run, by=payroll.fang)


def test_whoever_calculated_may_not_approve(plan, payroll):
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.ada)
    calculating.calculate(run, by=payroll.ada)
    runs.review(run, by=payroll.ada)
    with pytest.raises(Refused, match="someone else"):
        runs.approve(run, by=payroll.ada)


def test_a_problem_blocks_approval_until_it_is_waived(plan, payroll):
    plans.assign(plan, by=payroll.ada, person=payroll.charlie, starts_on=date(2025, 1, 1))
    sell(payroll.charlie, date(2026, 3, 2), "50", earned_on=date(2025, 12, 30))
    run = run_of(payroll)
    runs.review(run, by=payroll.fang)
    with pytest.raises(Refused, match="1 problem stands"):
        runs.approve(run, by=payroll.ada)
    runs.waive(run.problems.get(), by=payroll.fang, reason="Before the plan")
    runs.approve(run, by=payroll.ada)
    assert run.state == "approved"


def test_a_waiver_survives_the_next_calculation(plan, payroll):
    plans.assign(plan, by=payroll.ada, person=payroll.charlie, starts_on=date(2025, 1, 1))
    sell(payroll.charlie, date(2026, 3, 2), "50", earned_on=date(2025, 12, 30))
    run = run_of(payroll)
    runs.waive(run.problems.get(), by=payroll.fang, reason="Before the plan")
    calculating.calculate(run, by=payroll.fang)
    assert run.problems.get().reason == "Before the plan"


def test_approval_is_refused_when_the_records_have_moved(plan, payroll):
    run = run_of(payroll)
    runs.review(run, by=payroll.fang)
    sell(payroll.alice, date(2026, 3, 30), "10")
    with pytest.raises(Refused, match="have changed"):
        runs.approve(run, by=payroll.ada)


def test_a_period_that_is_not_over_is_not_approved(plan, payroll):
    run = run_of(payroll, date(2099, 1, 1), date(2099, 2, 1))
    runs.review(run, by=payroll.fang)
    with pytest.raises(Refused, match="not over"):
        runs.approve(run, by=payroll.ada)


def test_two_runs_never_pay_the_same_days(plan, payroll):
    run_of(payroll)
    with pytest.raises(ValidationError, match="Another run"):
        run_of(payroll, date(2026, 3, 15), date(2026, 4, 15))


def test_a_reviewed_run_can_be_taken_back_but_an_approved_one_cannot(plan, payroll):
    run = run_of(payroll)
    runs.review(run, by=payroll.fang)
    runs.reopen(run, by=payroll.fang, reason="A return came in")
    assert run.state == "calculated"
    runs.review(run, by=payroll.fang)
    runs.approve(run, by=payroll.ada)
    with pytest.raises(Refused):
        runs.reopen(run, by=payroll.fang, reason="Too late")


def test_a_manager_may_not_calculate(plan, payroll):
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    with pytest.raises(PermissionDenied):
        calculating.calculate(run, by=payroll.mei)


def test_bands_in_shares_of_the_target_use_the_goal_of_the_window(draft, payroll):
    plan, terms = draft
    shares = [("0", "1", "0.02"), ("1", None, "0.10")]
    plans.add_component(terms, shares, by=payroll.ada, name="Share", measure=SALES, unit="target")
    plans.release(plan, by=payroll.ada)
    plans.assign(plan, by=payroll.ada, person=payroll.alice, starts_on=date(2026, 1, 1))
    set_target(by=payroll.ada, measure=SALES, person=payroll.alice, kind="month", starts_on=MARCH, goal_amount=Decimal(1000))
    sell(payroll.alice, date(2026, 3, 3), "1500")
    assert paid(run_of(payroll)) == {"Alice": "70.00"}


def test_a_missing_target_is_a_problem_and_not_a_zero(draft, payroll):
    plan, terms = draft
    plans.add_component(terms, [("0", None, "0.02")], by=payroll.ada, name="Share", measure=SALES, unit="target")
    plans.release(plan, by=payroll.ada)
    plans.assign(plan, by=payroll.ada, person=payroll.alice, starts_on=date(2026, 1, 1))
    sell(payroll.alice, date(2026, 3, 3), "1500")
    assert run_of(payroll).problems.get().code == "commission.no_target"


def test_on_cash_pays_as_the_customer_pays(draft, payroll, monkeypatch):
    received = {"collected": Decimal(250)}
    source = cash.Source(lambda entries, _until: {entry.pk: (received["collected"], Decimal(1000)) for entry in entries})
    monkeypatch.setitem(cash.SOURCES, SALES, source)
    plan, terms = draft
    plans.add_component(terms, [("0", None, "0.10")], by=payroll.ada, name="On cash", measure=SALES, release="cash")
    plans.release(plan, by=payroll.ada)
    plans.assign(plan, by=payroll.ada, person=payroll.alice, starts_on=date(2026, 1, 1))
    sell(payroll.alice, date(2026, 3, 3), "1000")
    first = approved(payroll)
    received["collected"] = Decimal(900)
    second = run_of(payroll, APRIL, MAY)
    assert (paid(first), paid(second)) == ({"Alice": "25.00"}, {"Alice": "65.00"})


def test_a_move_to_another_team_changes_no_past_statement(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "8000")
    run = run_of(payroll)
    Membership.objects.filter(user=payroll.alice).update(team=payroll.west)
    calculating.calculate(run, by=payroll.fang)
    assert (paid(run), Entry.objects.get().team) == ({"Alice": "400.00"}, payroll.east)


def test_the_queries_do_not_grow_with_the_credits(plan, payroll, django_assert_max_num_queries):
    for day in range(1, 31):
        sell(payroll.alice, date(2026, 3, day), "10")
        sell(payroll.bob, date(2026, 3, day), "10")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    with django_assert_max_num_queries(55):
        calculating.calculate(run, by=payroll.fang)
    assert run.line_count == 60


def test_new_terms_pay_only_what_is_earned_after_them(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "1000")
    terms = plans.revise(plan, by=payroll.ada, starts_on=date(2026, 3, 16))
    rule = {**terms.document["components"][0], "rate": {"kind": "constant", "rate": "0.5"}}
    write(terms, by=payroll.ada, document={"components": [rule]})
    plans.release(plan, by=payroll.ada)
    sell(payroll.alice, date(2026, 3, 20), "1000")
    assert paid(run_of(payroll)) == {"Alice": "550.00"}
