"""From the database to a plan file: the document has no fault and pays what a run pays."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import calculating, plans
from kaituo.performance.commissions.documents import document_of
from kaituo.performance.commissions.engine.plan.checks import faults_of
from kaituo.performance.commissions.engine.plan.loading import read_plan, write_plan
from kaituo.performance.commissions.engine.tests.sales import quoted
from kaituo.performance.commissions.models import Run
from kaituo.performance.testing import SALES, sell

SOLD = [("alice", date(2026, 3, 3), "8000"), ("alice", date(2026, 3, 20), "6000.05"), ("bob", date(2026, 3, 9), "99.99")]


def test_the_document_of_a_plan_survives_its_file(plan, payroll):
    found = document_of(plan)
    assert read_plan(write_plan(found), {SALES}) == (found, [])
    assert [member.payee for member in found.members] == ["alice", "bob"]


def test_the_document_pays_what_the_run_pays(plan, payroll):
    for who, day, amount in SOLD:
        sell(getattr(payroll, who), day, amount)
    run = records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    credits = [
        {
            "seq": at,
            "ref": str(at),
            "payee": who,
            "day": day,
            "measure": SALES,
            "amount": Money(Decimal(amount), "CNY").minor,
            "currency": "CNY",
        }
        for at, (who, day, amount) in enumerate(SOLD, 1)
    ]
    found = {payee: payable for (payee, _period), (_earned, payable) in quoted(document_of(plan), credits).totals.items()}
    assert found == {statement.payee.username: statement.total_minor for statement in run.statements.select_related("payee")}


def test_new_terms_keep_the_key_of_the_rule(plan, payroll):
    plans.revise(plan, by=payroll.ada, starts_on=date(2026, 3, 16))
    plans.release(plan, by=payroll.ada)
    first, second = document_of(plan).terms
    assert first.components[0].key == second.components[0].key
    assert first.ends_on == second.starts_on


def test_pieces_may_earn_more_than_one_each(draft, payroll):
    plan, terms = draft
    plans.add_component(terms, [("0", None, "5")], by=payroll.ada, name="Pieces", measure="orders.units")
    assert faults_of(document_of(plan)) == []
