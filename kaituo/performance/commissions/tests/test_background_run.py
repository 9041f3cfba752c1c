"""A run of many credits is calculated by the worker: what people see meanwhile, and what happens when it cannot be done."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import size
from kaituo.performance.commissions.actions import runs
from kaituo.performance.commissions.models import Run
from kaituo.performance.testing import sell


@pytest.fixture
def run(plan, payroll, monkeypatch) -> Run:
    monkeypatch.setattr(size, "AT_ONCE", 2)
    for day in (3, 4, 5):
        sell(payroll.alice, date(2026, 3, day), "1000")
    return records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)


@pytest.fixture
def begun(run, payroll) -> Run:
    runs.begin_calculation(run, by=payroll.fang)
    return run


def page(client, run) -> str:
    return client.get(reverse("commissions-run-page", args=[run.pk])).content.decode()


def test_a_small_run_is_calculated_at_once_and_a_large_one_is_not(run, payroll, monkeypatch):
    assert (run.is_calculable_at_once, run.is_calculable_later) == (False, True)
    with pytest.raises(Refused):
        runs.calculate(run, by=payroll.fang)
    monkeypatch.setattr(size, "AT_ONCE", 3)
    assert (run.is_calculable_at_once, run.is_calculable_later) == (True, False)


def test_credits_of_people_on_no_plan_do_not_make_a_run_large(run, payroll, monkeypatch):
    monkeypatch.setattr(size, "AT_ONCE", 3)
    sell(payroll.charlie, date(2026, 3, 6), "1000")
    assert not size.is_large(run)


def test_the_page_shows_the_calculation_while_it_runs(client, begun, payroll):
    client.force_login(payroll.fang)
    text = page(client, begun)
    assert ("Waits for its turn" in text, "You may leave this page" in text) == (True, True)
    assert reverse("commissions-run-verb", args=[begun.pk, "calculate"]) not in text


def test_the_worker_calculates_as_whoever_asked_and_tells_her(begun, payroll):
    Worker().drain()
    begun.refresh_from_db()
    assert (begun.state, begun.calculated_by, begun.total_minor) == ("calculated", payroll.fang, 15000)
    assert Notice.objects.filter(person=payroll.fang, kind="commissions.run_calculated").count() == 1
    assert size.standing(begun).total == 0


def test_progress_is_asked_until_the_run_is_calculated(client, begun, payroll):
    client.force_login(payroll.fang)
    address = reverse("commissions-progress", args=[begun.pk])
    assert client.get(address).status_code == 200
    Worker().drain()
    assert client.get(address).headers["HX-Refresh"] == "true"


def test_a_run_being_calculated_is_not_changed_nor_begun_again(begun, payroll):
    with pytest.raises(Refused):
        runs.begin_calculation(begun, by=payroll.fang)
    with pytest.raises(Exception, match="being calculated"):
        records.change(begun, {"ends_on": date(2026, 3, 20)}, by=payroll.fang)


def test_a_calculation_whose_process_died_is_begun_again(client, begun, payroll):
    size.forget(begun)
    client.force_login(payroll.fang)
    assert "interrupted" in page(client, begun)
    runs.begin_calculation(begun, by=payroll.fang)
    Worker().drain()
    begun.refresh_from_db()
    assert begun.state == "calculated"


def test_a_refused_calculation_says_why_and_leaves_the_run_as_it_was(client, begun, payroll):
    payroll.fang.role_assignments.all().delete()
    Worker().drain()
    begun.refresh_from_db()
    assert (begun.state, "not allowed" in begun.failure) == ("draft", True)
    client.force_login(payroll.ada)
    assert "came to nothing" in page(client, begun)
