"""Who hears of what: payees of their statements, reviewers of objections."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Event
from kaituo.performance.commissions import reactions
from kaituo.performance.commissions.actions import calculating, runs, statements
from kaituo.performance.commissions.events import RUN_REVIEWED
from kaituo.performance.commissions.models import Run, Statement
from kaituo.performance.commissions.schedule import remind_of_objections
from kaituo.performance.testing import sell

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def run(plan, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 3), "8000")
    sell(payroll.bob, date(2026, 3, 9), "100")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    runs.review(run, by=payroll.fang)
    return run


def told(person) -> list[str]:
    return [notice.sentence for notice in Notice.objects.filter(person=person, kind__startswith="commissions.").order_by("pk")]


def objection(statement: Statement):
    day = timezone.localdate() + timedelta(days=7)
    return statements.dispute(statement, by=statement.payee, line=statement.lines.first(), reason="The rate is wrong", due_on=day)


def test_payees_hear_when_their_statements_are_ready_approved_and_paid(run, payroll):
    runs.approve(run, by=payroll.ada)
    runs.lock(run, by=payroll.fang)
    runs.pay(run, by=payroll.fang, paid_on=date(2026, 4, 10))
    Worker().drain()
    ready, approved, paid = told(payroll.alice)
    assert ("CNY 400.00" in ready, "confirm" in ready) == (True, True)
    assert ("approved" in approved, "paid on 2026-04-10" in paid) == (True, True)
    assert [len(told(person)) for person in (payroll.bob, payroll.charlie, payroll.fang)] == [3, 0, 0]


def test_a_payee_opens_her_own_statement_from_the_notice(run, payroll):
    Worker().drain()
    notice = Notice.objects.get(person=payroll.bob, kind="commissions.statement_ready")
    assert notice.record_id == run.statements.get(payee=payroll.bob).pk


def test_a_job_that_runs_twice_tells_once(run, payroll):
    Worker().drain()
    reactions.tell_the_payees(list(Event.objects.filter(name=RUN_REVIEWED.name)))
    assert len(told(payroll.alice)) == 1


def test_the_manager_hears_of_an_objection_and_finance_when_it_is_passed_on(run, payroll):
    dispute = objection(run.statements.get(payee=payroll.alice))
    assert [len(told(person)) for person in (payroll.mei, payroll.fang, payroll.charlie)] == [1, 0, 0]
    statements.forward(dispute, by=payroll.mei, opinion="She is right")
    assert ["The rate is wrong" in each for each in told(payroll.fang)] == [True]
    assert ["passed your objection on" in each for each in told(payroll.alice)] == [True]
    assert told(payroll.charlie) == []


@pytest.mark.parametrize(("verb", "word"), [("accept", "accepted"), ("refuse", "refused")])
def test_whoever_objected_and_her_manager_hear_the_answer(run, payroll, verb, word):
    dispute = objection(run.statements.get(payee=payroll.alice))
    statements.forward(dispute, by=payroll.mei)
    more = {"amount": 5} if verb == "accept" else {}
    getattr(statements, verb)(dispute, by=payroll.fang, answer="See the contract", **more)
    assert told(payroll.alice)[-1] == f"方 {word} your objection: See the contract"
    assert told(payroll.mei)[-1] == f"方 {word} the objection of Alice: See the contract"


def test_whoever_owes_an_answer_is_reminded_once_a_week(run, payroll):
    dispute = objection(run.statements.get(payee=payroll.alice))
    for days, reminded in ((0, 0), (1, 1), (2, 0), (8, 1)):
        with clock.at(timezone.now() + timedelta(days=7 + days)):
            assert remind_of_objections.call() == reminded
    assert dispute.is_open
    assert "should have been answered" in told(payroll.mei)[-1]
