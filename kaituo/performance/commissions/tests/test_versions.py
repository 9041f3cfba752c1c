"""Calculating a run again: what is proposed, what it replaces, what stays to be read."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions import differences, versions
from kaituo.performance.commissions.actions import calculating, runs, statements
from kaituo.performance.commissions.models import Run, StatementLine
from kaituo.performance.testing import sell

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def run(plan, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 3), "8000", record=1)
    sell(payroll.bob, date(2026, 3, 3), "100", record=2)
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    return run


@pytest.fixture
def proposed(run, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 4), "100", record=3)
    calculating.calculate(run, by=payroll.fang)
    return run


def amounts(run) -> list[int]:
    return list(StatementLine.objects.filter(statement__run=run).order_by("amount_minor").values_list("amount_minor", flat=True))


def test_calculating_again_without_a_change_gives_no_new_version(run, payroll):
    before = list(StatementLine.objects.values_list("pk", flat=True))
    calculating.calculate(run, by=payroll.fang)
    assert (list(StatementLine.objects.values_list("pk", flat=True)), run.versions.count(), run.proposed) == (before, 1, None)


def test_a_new_version_replaces_nothing_until_it_is_taken(proposed, payroll):
    assert (proposed.total_minor, amounts(proposed)) == (40500, [500, 40000])
    assert (proposed.proposed.total_minor, proposed.proposed.line_count) == (41000, 3)


def test_only_whoever_differs_is_named(proposed, payroll):
    assert versions.payees_that_differ(proposed.in_use, proposed.proposed) == {payroll.alice.pk}


def test_the_new_one_is_taken_and_the_old_one_stays_to_be_read(proposed, payroll):
    runs.use_new(proposed, by=payroll.fang)
    assert (proposed.total_minor, amounts(proposed), proposed.has_proposal) == (41000, [500, 500, 40000], False)
    assert [(each.number, each.state, each.lines.count()) for each in proposed.versions.all()] == [(2, "in_use", 3), (1, "replaced", 2)]


def test_the_old_one_is_kept_and_the_new_one_stays_to_be_read(proposed, payroll):
    runs.keep_old(proposed, by=payroll.fang)
    assert (amounts(proposed), [each.state for each in proposed.versions.all()]) == ([500, 40000], ["dismissed", "in_use"])


def test_a_third_calculation_takes_the_place_of_the_proposal(proposed, payroll):
    sell(payroll.alice, date(2026, 3, 5), "100", record=4)
    calculating.calculate(proposed, by=payroll.fang)
    assert [each.state for each in proposed.versions.all()] == ["proposed", "dismissed", "in_use"]


def test_a_run_with_a_proposal_is_not_reviewed(proposed, payroll):
    with pytest.raises(Refused):
        runs.review(proposed, by=payroll.fang)


def test_what_was_kept_against_the_records_is_not_approved(proposed, payroll):
    runs.keep_old(proposed, by=payroll.fang)
    runs.review(proposed, by=payroll.fang)
    with pytest.raises(Refused, match="have changed"):
        runs.approve(proposed, by=payroll.ada)


def test_payees_never_see_a_line_of_a_proposal(client, proposed, payroll):
    client.force_login(payroll.alice)
    line = proposed.proposed.lines.first()
    assert client.get(f"/statements/lines/{line.pk}/why/").status_code == 404


def test_a_statement_confirmed_at_another_total_is_open_again(run, payroll):
    runs.review(run, by=payroll.fang)
    for person in (payroll.alice, payroll.bob):
        statements.confirm(run.statements.get(payee=person), by=person)
    runs.reopen(run, by=payroll.fang, reason="An order was forgotten")
    sell(payroll.alice, date(2026, 3, 4), "100", record=3)
    calculating.calculate(run, by=payroll.fang)
    runs.use_new(run, by=payroll.fang)
    assert [run.statements.get(payee=person).state for person in (payroll.alice, payroll.bob)] == ["open", "confirmed"]


def test_an_objection_goes_on_about_the_same_line_of_the_new_version(run, payroll):
    runs.review(run, by=payroll.fang)
    hers = run.statements.get(payee=payroll.alice)
    dispute = statements.dispute(hers, by=payroll.alice, line=hers.lines.get(), reason="Half of it is Bob's", due_on=timezone.localdate())
    runs.reopen(run, by=payroll.fang, reason="An order was forgotten")
    sell(payroll.alice, date(2026, 3, 4), "100", record=3)
    calculating.calculate(run, by=payroll.fang)
    runs.use_new(run, by=payroll.fang)
    dispute.refresh_from_db()
    assert (dispute.line.source_id, dispute.line.version) == (1, run.in_use)


def page(client, by, name, *args, **query) -> str:
    client.force_login(by)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_the_run_shows_who_differs_and_both_verbs(client, proposed, payroll):
    text = page(client, payroll.fang, "commissions-run-page", proposed.pk)
    assert all(part in text for part in ("waits for your decision", "Use the new one", "Keep the old one", "405.00", "410.00"))


def test_the_difference_opens_into_lines_with_the_reason(client, proposed, payroll):
    text = page(client, payroll.fang, "commissions-differences", proposed.proposed.pk, payee=payroll.alice.pk)
    assert ("The record is new." in text, "5.00" in text) == (True, True)


def test_versions_are_read_by_finance_and_by_no_payee(client, proposed, payroll):
    runs.use_new(proposed, by=payroll.fang)
    old = proposed.versions.get(number=1)
    assert "400.00" in page(client, payroll.fang, "commissions-version", old.pk)
    client.force_login(payroll.alice)
    names = ("commissions-version", "commissions-differences")
    assert [client.get(reverse(name, args=[old.pk])).status_code for name in names] == [404, 404]


def test_reasons_name_what_is_new_gone_and_changed(run, plan, payroll):
    Entry.objects.filter(person=payroll.alice).update(amount=120_000_000, original_amount=120_000_000)
    Entry.objects.filter(person=payroll.bob).delete()
    calculating.calculate(run, by=payroll.fang)
    told = {person.name: [each.why for each in differences.by_line(run.in_use, run.proposed, person.pk)] for person in (payroll.alice, payroll.bob)}
    money = "CNY\N{NO-BREAK SPACE}"
    assert told["Bob"] == ["The record no longer counts."]
    assert sorted(told["Alice"]) == ["A part of the record now falls into this band.", f"The credit was {money}8,000.00 and is {money}10,000.00."]
