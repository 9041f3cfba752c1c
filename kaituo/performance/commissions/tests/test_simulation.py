"""Simulating a plan over a past period: against the present terms, at other sales, in the background; and that it writes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.notices.models import Notice
from kaituo.performance.commissions import size
from kaituo.performance.commissions.actions import plans, simulating
from kaituo.performance.commissions.models import Hold, Run, Simulation, Statement, StatementLine
from kaituo.performance.commissions.outcomes import outcome_of
from kaituo.performance.commissions.simulated import person_lines
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


def test_her_lines_by_both_terms_come_with_their_reasons(revised, payroll):
    found = person_lines(revised, MARCH, payroll.bob, by=payroll.ada)
    assert (found.before, found.now, found.count) == (Decimal(1300), Decimal(1200), 1)
    (pair,) = found.pairs
    assert (pair.before.amount, pair.now.amount, pair.change) == (Decimal(1300), Decimal(1200), Decimal(-100))
    assert [rule for rule, _why in pair.before.reasons] == ["Base", "Base"]
    assert "at 8%" in pair.before.reasons[1][1]
    assert "1,200.00" in pair.now.reasons[0][1]


def test_her_lines_agree_with_her_row_for_everybody(revised, payroll):
    for who, before, now in simulate(revised, MARCH)["people"]:
        found = person_lines(revised, MARCH, User.objects.get(pk=who), by=payroll.ada)
        assert (found.before * 100, found.now * 100) == (before, now)


def test_a_plan_never_released_shows_the_lines_of_the_plans_in_force(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "8000")
    other = type(plan).objects.create(name="Other")
    plans.add_component(
        other.terms.create(starts_on=date(2026, 1, 1)),
        [("0", None, "0.10")],
        by=payroll.ada,
        name="Ten",
        measure=plan.terms.get().components.get().measure,
    )
    (pair,) = person_lines(other, MARCH, payroll.alice, by=payroll.ada).pairs
    assert ([rule for rule, _why in pair.before.reasons], [rule for rule, _why in pair.now.reasons]) == (["Base"], ["Ten"])


def test_only_who_may_simulate_opens_them(revised, payroll, client):
    address = reverse("commissions-simulated", args=[revised.pk]) + f"?period=2026-03&payee={payroll.bob.pk}"
    client.force_login(payroll.ada)
    assert "1,300.00" in client.get(address).content.decode()
    assert client.get(reverse("commissions-simulate", args=[revised.pk]) + "?period=2026-03").content.decode().count("payee=") == 2
    client.force_login(payroll.bob)
    assert client.get(address).status_code == 404


def test_nobody_in_particular_is_no_error(revised, payroll, client):
    client.force_login(payroll.ada)
    for payee in ("", "0", "x", str(payroll.fang.pk)):
        answer = client.get(reverse("commissions-simulated", args=[revised.pk]), {"period": "2026-03", "payee": payee})
        assert (answer.status_code, payroll.fang.name in answer.content.decode().partition("<main")[2]) == (200, False)


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
