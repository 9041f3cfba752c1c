"""What a run did not pay is named, with the records behind it."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.models import Run
from kaituo.performance.commissions.reconciliation import reconcile
from kaituo.performance.testing import sell

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def fang(payroll):
    Grant.objects.create(role=Role.objects.get(key="finance"), model="metrics.Entry", verb="view", scope="all")
    return payroll.fang


@pytest.fixture
def run(plan, fang) -> Run:
    return records.create(Run(starts_on=MARCH, ends_on=APRIL), by=fang)


def test_credit_of_nobody_is_shown_with_its_record(run, payroll, fang):
    sell(payroll.alice, date(2026, 3, 2), "100", person_id=None)
    found = reconcile(run, by=fang)
    assert [(amount.label, str(amount.value), amount.count) for amount in found.nobodys_sums] == [("Sales", "100", 1)]
    assert len(found.nobodys) == 1


def test_credit_of_somebody_on_no_plan_is_summed_by_person(run, payroll, fang):
    for amount in ("100", "50"):
        sell(payroll.charlie, date(2026, 3, 2), amount)
    found = reconcile(run, by=fang)
    assert [(name, str(amount.value), amount.count) for name, amount in found.unplanned] == [("Charlie", "150", 2)]


def test_people_on_a_plan_without_credit_are_named(run, payroll, fang):
    sell(payroll.alice, date(2026, 3, 2), "100")
    assert reconcile(run, by=fang).without_credit == ["Bob"]


def test_a_month_in_which_all_is_paid_is_clean(run, payroll, fang):
    for person in (payroll.alice, payroll.bob):
        sell(person, date(2026, 3, 2), "100")
    sell(payroll.charlie, date(2026, 4, 2), "100")
    assert reconcile(run, by=fang).is_clean


def test_the_page_says_what_is_missing_and_to_whom_it_is_open(client, run, payroll, fang):
    sell(payroll.charlie, date(2026, 3, 2), "100")
    address = reverse("commissions-reconciliation", args=[run.pk])
    client.force_login(fang)
    assert "Charlie" in client.get(address).content.decode()
    client.force_login(payroll.charlie)
    assert client.get(address).status_code == 404
