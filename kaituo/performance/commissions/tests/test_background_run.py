"""A run of many credits is calculated by the worker: what people see meanwhile, and what happens when it cannot be done."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import size
from kaituo.performance.commissions.actions import calculating
from kaituo.performance.commissions.models import Run, StatementLine
from kaituo.performance.testing import sell


@pytest.fixture
def run(plan, payroll, monkeypatch) -> Run:
    monkeypatch.setattr(size, "AT_ONCE", 2)
    for day in (3, 4, 5):
        sell(payroll.alice, date(2026, 3, day), "1000")
    return records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)


@pytest.fixture
def begun(run, payroll) -> Run:
    calculating.begin_calculation(run, by=payroll.fang)
    return run


def page(client, run) -> str:
    return client.get(reverse("commissions-run-page", args=[run.pk])).content.decode()


def test_a_small_run_is_calculated_at_once_and_a_large_one_is_not(run, payroll, monkeypatch):
    assert (run.is_calculable_at_once, run.is_calculable_later) == (False, True)
    with pytest.raises(Refused):
        calculating.calculate(run, by=payroll.fang)
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
        calculating.begin_calculation(begun, by=payroll.fang)
    with pytest.raises(Exception, match="being calculated"):
        records.change(begun, {"ends_on": date(2026, 3, 20)}, by=payroll.fang)


def test_a_calculation_whose_process_died_is_begun_again(client, begun, payroll):
    size.forget(begun)
    client.force_login(payroll.fang)
    assert "interrupted" in page(client, begun)
    calculating.begin_calculation(begun, by=payroll.fang)
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


def written(run) -> int:
    return StatementLine.objects.filter(version__run=run).count()


def test_a_worker_that_dies_loses_only_the_step_it_was_at(begun, payroll, monkeypatch):
    version = begun.versions.get()
    calculating.write_step(version, calculating.steps(begun)[0])
    size.forget(begun)
    assert (written(begun), begun.statements.count(), begun.is_stuck) == (3, 0, True)
    monkeypatch.setattr(calculating, "Calculation", lambda *_given: pytest.fail("The plan is calculated already"))
    calculating.resume_calculation(begun, by=payroll.fang)
    Worker().drain()
    begun.refresh_from_db()
    assert (begun.state, begun.total_minor, written(begun), begun.statements.count()) == ("calculated", 15000, 3, 1)


def test_a_cancelled_calculation_leaves_nothing_behind(begun, payroll):
    calculating.write_step(begun.versions.get(), calculating.steps(begun)[0])
    calculating.cancel_calculation(begun, by=payroll.fang)
    Worker().drain()
    begun.refresh_from_db()
    assert (begun.state, written(begun), begun.versions.count()) == ("draft", 0, 0)


def test_a_worker_notices_that_its_calculation_was_cancelled(begun, payroll):
    version, step = begun.versions.get(), calculating.steps(begun)[0]
    calculating.cancel_calculation(begun, by=payroll.fang)
    with pytest.raises(calculating.Abandoned):
        calculating.write_step(version, step)
    assert written(begun) == 0


def test_two_workers_at_the_same_version_write_each_step_once(begun, payroll):
    mine, theirs = begun.versions.get(), begun.versions.get()
    for version in (mine, theirs):
        for step in calculating.steps(begun):
            calculating.write_step(version, step)
    assert written(begun) == 3


def test_a_second_calculation_in_the_background_proposes(begun, payroll):
    Worker().drain()
    begun.refresh_from_db()
    sell(payroll.alice, date(2026, 3, 6), "1000")
    calculating.begin_calculation(begun, by=payroll.fang)
    Worker().drain()
    begun.refresh_from_db()
    assert (begun.state, begun.total_minor, begun.proposed.total_minor) == ("calculated", 15000, 20000)
