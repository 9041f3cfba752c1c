"""Prizes in money reach the pay file of the first run that is locked after them, once, also for whoever earns no commission in it."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.models import PayRules, Run
from kaituo.performance.commissions.payfile import pay_table
from kaituo.performance.commissions.tests.conftest import draft, english, payroll, plan, sales
from kaituo.performance.commissions.tests.test_payfile import locked
from kaituo.performance.contests.models import Award, Contest, Entrant, Prize, Standing
from kaituo.performance.testing import SALES, sell

__all__ = ["draft", "english", "payroll", "plan", "sales"]

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def award(payroll, person, amount, last_on=date(2026, 3, 31), currency="CNY", thing="") -> Award:
    values = {"name": "March sales", "measure": SALES, "starts_on": MARCH, "last_on": last_on, "rules": "x", "owner": payroll.ada}
    contest = Contest.objects.filter(name="March sales").first() or Contest.objects.create(**values, state="confirmed")
    prize = Prize.objects.create(contest=contest, amount=Decimal(amount))
    entrant = Entrant.objects.create(contest=contest, person=person)
    standing = Standing.objects.create(contest=contest, entrant=entrant, place=1)
    money = {"amount": Decimal(amount), "currency": currency, "thing": thing}
    return Award.objects.create(contest=contest, standing=standing, prize=prize, person=person, place=1, falls_on=last_on, **money)


def file(run, by) -> dict[str, dict]:
    headings, lines = pay_table(run, by=by)
    return {line[headings.index("Name")]: dict(zip(headings, line, strict=True)) for line in lines}


@pytest.fixture
def sold(plan, payroll):
    sell(payroll.alice, date(2026, 3, 3), "8000", record=1)
    return payroll


def test_a_prize_is_a_column_of_its_own_and_names_its_contest(sold):
    award(sold, sold.alice, "500")
    alice = file(locked(sold), sold.fang)["Alice"]
    assert (alice["To be paid"], alice["Contest prizes"]) == (Decimal(400), Decimal(500))
    assert "March sales, place 1" in alice["Contests behind the prizes"]


def test_whoever_earns_no_commission_stands_in_the_file_for_her_prize(sold):
    award(sold, sold.charlie, "300")
    found = file(locked(sold), sold.fang)
    assert (found["Charlie"]["To be paid"], found["Charlie"]["Contest prizes"]) == (0, Decimal(300))
    assert found["Alice"]["Contest prizes"] == ""


def test_a_prize_is_paid_once_and_a_late_one_with_the_next_run(sold):
    award(sold, sold.alice, "500")
    locked(sold)
    late = award(sold, sold.bob, "100")
    sell(sold.alice, date(2026, 4, 3), "1000", record=2)
    second = locked(sold, APRIL, MAY)
    assert file(second, sold.fang)["Bob"]["Contest prizes"] == Decimal(100)
    assert file(second, sold.fang)["Alice"]["Contest prizes"] == ""
    late.refresh_from_db()
    assert late.run == second


def test_what_is_no_money_or_another_currency_waits(sold):
    trip = award(sold, sold.alice, "0", thing="A trip")
    dollars = award(sold, sold.bob, "10", currency="USD")
    run = locked(sold)
    assert "Contest prizes" not in pay_table(run, by=sold.fang)[0]
    assert {trip.run, dollars.run} == {None}


def test_money_is_in_the_file_whatever_columns_finance_chose(sold):
    award(sold, sold.alice, "500")
    run = locked(sold)
    PayRules.objects.all().delete()
    records.create(PayRules(columns=["name", "paid"]), by=sold.ada)
    headings, lines = pay_table(run, by=sold.fang)
    assert headings == ["Name", "To be paid", "Contest prizes", "Contests behind the prizes"]
    assert lines[0][:3] == ["Alice", Decimal(400), Decimal(500)]


def test_the_page_of_the_run_leads_to_the_contest(sold, browser):
    won = award(sold, sold.alice, "500")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=sold.fang)
    page = browser(sold.ada).get(f"/commission-runs/{run.pk}/").content.decode()
    assert f'href="/contests/{won.contest_id}/"' in page
    assert "when this run is locked" in page
