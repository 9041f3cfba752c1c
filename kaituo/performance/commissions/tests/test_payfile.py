"""Locking and paying a run: what is paid to whom, what is carried on, what the pay file says."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions.actions import calculating, runs, statements
from kaituo.performance.commissions.models import Run
from kaituo.performance.commissions.papers import contents
from kaituo.performance.testing import sell

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))


def locked(cast, starts_on=MARCH, ends_on=APRIL) -> Run:
    run = records.create(Run(starts_on=starts_on, ends_on=ends_on), by=cast.fang)
    calculating.calculate(run, by=cast.fang)
    runs.review(run, by=cast.fang)
    runs.approve(run, by=cast.ada)
    runs.lock(run, by=cast.fang)
    return run


@pytest.fixture
def run(plan, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 3), "8000", record=1)
    sell(payroll.bob, date(2026, 3, 4), "100", record=2)
    return locked(payroll)


def file(client, run, kind="csv") -> list[dict]:
    content = client.get(reverse("commissions-payfile", args=[run.pk, kind])).content
    if kind == "csv":
        return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    heading, *lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(heading, line, strict=True)) for line in lines]


def balances(run) -> dict[str, tuple[int, ...]]:
    return {
        each.payee.name: (each.total_minor, each.carried_minor, each.paid_minor, each.left_minor) for each in run.statements.select_related("payee")
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_a_row_per_payee_in_the_usual_columns(client, run, fang, kind):
    client.force_login(fang)
    alice, bob = file(client, run, kind)
    assert list(alice)[:4] == ["Run", "Period", "Staff number", "Name"]
    assert (alice["Name"], float(alice["To be paid"]), bob["Name"], float(bob["To be paid"])) == ("Alice", 400.0, "Bob", 5.0)


def test_finance_chooses_the_columns_and_their_order(client, run, rules, fang, ada):
    records.change(rules, {"columns": ["paid", "username"]}, by=ada)
    client.force_login(fang)
    assert file(client, run) == [{"To be paid": "400.00", "Sign-in name": "alice"}, {"To be paid": "5.00", "Sign-in name": "bob"}]


def test_the_columns_are_entered_one_after_the_other(client, run, rules, ada):
    client.force_login(ada)
    values = {"columns_0": "name", "columns_1": "paid", "columns_2": "", "objection_days": 5, "answer_days": 8, "pays_after_leaving": "on"}
    assert client.post(reverse("commissions-payrules-edit", args=[rules.pk]), values).status_code == 302
    rules.refresh_from_db()
    assert (rules.columns, rules.objection_days) == (["name", "paid"], 5)
    twice = client.post(reverse("commissions-payrules-edit", args=[rules.pk]), values | {"columns_1": "name", "version": rules.version})
    assert (twice.status_code, "A column stands in the file once" in twice.content.decode()) == (422, True)


def test_a_second_file_of_the_run_says_so(client, run, fang):
    client.force_login(fang)
    file(client, run)
    response = client.get(reverse("commissions-payfile", args=[run.pk, "csv"]))
    assert f"{run.number}-2.csv" in response.headers["Content-Disposition"]
    assert "File 2 of this run" in response.content.decode()
    assert "taken 2 times" in client.get(reverse("commissions-run-page", args=[run.pk])).content.decode()


def test_there_is_no_file_before_the_run_is_locked(client, plan, payroll):
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    client.force_login(payroll.fang)
    assert client.get(reverse("commissions-payfile", args=[run.pk, "csv"])).status_code == 404


def test_a_manager_may_not_take_the_file(client, run, mei):
    client.force_login(mei)
    assert client.get(reverse("commissions-payfile", args=[run.pk, "csv"])).status_code == 404


def test_what_is_below_zero_is_carried_until_it_is_earned_again(run, payroll):
    sell(payroll.alice, APRIL, "-8000", record=1, earned_on=date(2026, 3, 3))
    april = locked(payroll, APRIL, MAY)
    sell(payroll.alice, date(2026, 5, 3), "10000", record=3)
    may = locked(payroll, MAY, JUNE)
    assert balances(april) == {"Alice": (-40000, 0, 0, -40000)}
    assert balances(may) == {"Alice": (50000, -40000, 10000, 0)}


def test_the_statement_shows_what_is_carried(client, run, payroll):
    sell(payroll.alice, APRIL, "-8000", record=1, earned_on=date(2026, 3, 3))
    april = locked(payroll, APRIL, MAY)
    client.force_login(payroll.alice)
    text = client.get(reverse("commissions-statement-page", args=[april.statements.get().pk])).content.decode()
    assert "is carried on to the next run" in text


def test_the_paper_shows_what_is_carried(run, payroll):
    sell(payroll.alice, APRIL, "-8000", record=1, earned_on=date(2026, 3, 3))
    april = locked(payroll, APRIL, MAY)
    told = dict(contents(april.statements.get(), "en", by=payroll.alice)["totals"])
    assert ("400.00" in told["Carried on to the next run"], "0.00" in told["To be paid"]) == (True, True)


def test_nothing_of_a_locked_run_moves(run, payroll):
    assert run.state == "locked"
    with pytest.raises(Refused):
        runs.reopen(run, by=payroll.fang, reason="Too late")
    with pytest.raises(Refused):
        calculating.calculate(run, by=payroll.fang)
    with pytest.raises(Exception, match="no longer changes"):
        records.change(run, {"ends_on": MAY}, by=payroll.fang)


def test_only_a_locked_run_is_paid(run, payroll):
    runs.pay(run, by=payroll.fang, paid_on=APRIL)
    assert run.state == "paid"
    with pytest.raises(Refused):
        runs.pay(run, by=payroll.fang, paid_on=APRIL)


def test_an_objection_after_the_lock_is_paid_by_the_next_run_and_moves_nothing(run, payroll):
    hers = run.statements.get(payee=payroll.alice)
    found = statements.dispute(hers, by=payroll.alice, line=hers.lines.get(), reason="Half is missing")
    statements.forward(found, by=payroll.mei)
    statements.accept(found, by=payroll.fang, amount=10, answer="Right")
    assert balances(locked(payroll, APRIL, MAY)) == {"Alice": (1000, 0, 1000, 0)}
    assert balances(run)["Alice"] == (40000, 0, 40000, 0)


@pytest.mark.parametrize(("paid_months", "expected"), [((), "2026-10"), ((8,), "2026-09"), ((9, 10), "2026-10")])
def test_a_new_run_is_proposed_for_the_month_to_be_paid_next(client, plan, payroll, paid_months, expected, settings):
    for month in paid_months:
        records.create(Run(starts_on=date(2026, month, 1), ends_on=date(2026, month + 1, 1)), by=payroll.fang)
    client.force_login(payroll.fang)
    text = client.get(reverse("commissions-run-new")).content.decode()
    assert f'value="{expected}-01"' in text
