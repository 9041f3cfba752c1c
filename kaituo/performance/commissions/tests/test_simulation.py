"""Simulating a plan over a past period: against the present terms, at other sales, in the background; and that it writes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.notices.models import Notice
from kaituo.performance.commissions import size
from kaituo.performance.commissions.actions import plans, simulating
from kaituo.performance.commissions.models import Hold, Run, Simulation, Statement, StatementLine
from kaituo.performance.commissions.outcomes import outcome_of
from kaituo.performance.commissions.simulation import simulate
from kaituo.performance.testing import sell

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


@pytest.fixture
def revised(plan, payroll):
    """From two tiers to a plain six percent."""
    sell(payroll.alice, date(2026, 3, 3), "8000")
    sell(payroll.bob, date(2026, 3, 3), "20000")
    terms = plans.revise(plan, by=payroll.ada, starts_on=date(2026, 9, 1))
    plans.change_component(terms.components.get(), by=payroll.ada, rate={"kind": "constant", "rate": "0.06"})
    return plan


def test_who_wins_and_who_loses_against_the_present_terms(revised, payroll):
    result = simulate(revised, MARCH)
    assert result["people"] == sorted([[payroll.alice.pk, 40000, 48000], [payroll.bob.pk, 130000, 120000]])
    outcome = outcome_of(result, "CNY")
    assert (outcome.before, outcome.now, outcome.winners, outcome.losers) == (Decimal(1700), Decimal(1680), 1, 1)
    assert sum(outcome.chart["series"][0]["data"]) == 2


def test_other_sales_make_other_costs(revised):
    assert simulate(revised, MARCH)["scaled"] == {"80": 134400, "90": 151200, "110": 184800, "120": 201600}


def test_a_plan_never_released_is_held_against_the_plans_in_force(plan, draft, payroll):
    sell(payroll.alice, date(2026, 3, 3), "8000")
    other = type(plan).objects.create(name="Other")
    terms = other.terms.create(starts_on=date(2026, 1, 1))
    plans.add_component(terms, [("0", None, "0.10")], by=payroll.ada, name="Ten", measure=plan.terms.get().components.get().measure)
    assert simulate(other, MARCH)["people"] == [[payroll.alice.pk, 40000, 80000]]


def test_a_simulation_writes_no_entry_and_no_statement(revised, payroll, client):
    before = list(Entry.objects.values_list())
    client.force_login(payroll.ada)
    assert client.get(reverse("commissions-simulate", args=[revised.pk]), {"period": "2026-03"}).status_code == 200
    assert list(Entry.objects.values_list()) == before
    assert [model.objects.count() for model in (Run, Statement, StatementLine, Hold, Simulation)] == [0] * 5


def test_a_large_one_is_done_in_the_background(revised, payroll, client, monkeypatch):
    monkeypatch.setattr(size, "AT_ONCE", 1)
    client.force_login(payroll.fang)
    address = reverse("commissions-simulate", args=[revised.pk]) + "?period=2026-03"
    assert "done in the background" in client.get(address).content.decode()
    simulating.simulate_plan(revised, by=payroll.fang, starts_on=MARCH.start, ends_on=MARCH.end)
    assert "Waits for its turn" in client.get(address).content.decode()
    Worker().drain()
    assert "1,680.00" in client.get(address).content.decode()
    assert Notice.objects.filter(person=payroll.fang, kind="commissions.plan_simulated").count() == 1
    assert [model.objects.count() for model in (Run, Statement, StatementLine)] == [0] * 3
