"""The pages of plans and runs, as people use them."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import calculating, runs
from kaituo.performance.commissions.models import Run
from kaituo.performance.testing import sell

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def approved(plan, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 3), "8000")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    runs.review(run, by=payroll.fang)
    runs.approve(run, by=payroll.ada)
    return run


def test_the_plan_page_shows_terms_and_offers_the_simulation(client, plan, ada):
    client.force_login(ada)
    text = client.get(reverse("commissions-plan-page", args=[plan.pk])).content.decode()
    assert "without end" in text
    assert reverse("commissions-simulate", args=[plan.pk]) in text


def test_the_simulation_writes_nothing(client, plan, ada, alice):
    sell(alice, date(2026, 8, 3), "8000")
    client.force_login(ada)
    text = client.get(reverse("commissions-simulate", args=[plan.pk]) + "?period=2026-Q3").content.decode()
    assert "400.00" in text
    assert not Run.objects.exists()


def test_a_plan_is_hidden_from_reps(client, plan, alice):
    client.force_login(alice)
    assert client.get(reverse("commissions-simulate", args=[plan.pk])).status_code == 404


def test_the_run_page_names_its_problems(client, plan, payroll):
    sell(payroll.alice, date(2026, 3, 2), "50", earned_on=date(2026, 3, 1), currency="USD")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    client.force_login(payroll.fang)
    assert client.get(reverse("commissions-run-page", args=[run.pk])).status_code == 200
