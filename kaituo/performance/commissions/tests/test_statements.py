"""Statements: who sees them, what payees answer, what disputes become."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Grant, Membership, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Attachment
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions.actions import calculating, runs, statements
from kaituo.performance.commissions.explanations import sentences
from kaituo.performance.commissions.models import Run, Statement
from kaituo.performance.testing import sell

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def run(plan, payroll) -> Run:
    sell(payroll.alice, date(2026, 3, 3), "8000")
    sell(payroll.alice, date(2026, 3, 20), "6000")
    sell(payroll.bob, date(2026, 3, 9), "100")
    run = records.create(Run(starts_on=MARCH, ends_on=APRIL), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    runs.review(run, by=payroll.fang)
    return run


@pytest.fixture
def hers(run, alice) -> Statement:
    return run.statements.get(payee=alice)


def disputed(statement, **more):
    values = {"line": statement.lines.first(), "reason": "The rate is wrong", "due_on": timezone.localdate()}
    return statements.dispute(statement, by=statement.payee, **values | more)


def test_a_payee_sees_her_own_statement_and_no_other(run, hers, cast):
    seen = {
        name: set(visible(getattr(cast, name), Statement.objects.all()).values_list("payee__name", flat=True)) for name in ("alice", "mei", "charlie")
    }
    assert seen == {"alice": {"Alice"}, "mei": {"Alice", "Bob"}, "charlie": set()}


def test_anothers_statement_lines_and_explanations_are_not_found(client, hers, bob):
    client.force_login(bob)
    pages = [("commissions-statement-page", hers.pk), ("commissions-lines", hers.pk), ("commissions-why", hers.lines.first().pk)]
    assert [client.get(reverse(name, args=[pk])).status_code for name, pk in pages] == [404, 404, 404]


def test_the_page_shows_total_bands_and_lines(client, hers, alice):
    client.force_login(alice)
    text = client.get(reverse("commissions-statement-page", args=[hers.pk])).content.decode()
    assert all(part in text for part in ("820.00", "Band 1", "Band 2", "500.00", "320.00", "provisional"))


def test_why_tells_the_way_to_the_amount(client, hers, alice):
    client.force_login(alice)
    text = client.get(reverse("commissions-why", args=[hers.lines.last().pk])).content.decode()
    assert "8%" in text
    assert "320.00" in text


def test_the_explanation_names_credit_band_and_result(hers):
    assert sentences(hers.lines.last()) == [
        "Credited before it in the same span: CNY\N{NO-BREAK SPACE}8,000.00.",
        "CNY\N{NO-BREAK SPACE}4,000.00 of this credit falls into band 2 (from 10,000) at 8%.",
        "CNY\N{NO-BREAK SPACE}4,000.00 × 8% = CNY\N{NO-BREAK SPACE}320.00.",
    ]


def test_only_the_payee_confirms(hers, alice, mei):
    with pytest.raises(Refused, match="Only Alice"):
        statements.confirm(hers, by=mei)
    statements.confirm(hers, by=alice)
    assert hers.state == "confirmed"


def test_an_open_dispute_stands_before_the_confirmation(hers, alice):
    disputed(hers)
    with pytest.raises(Refused, match="not answered"):
        statements.confirm(hers, by=alice)


def test_nobody_answers_her_own_dispute(hers, alice, ada):
    found = disputed(hers)
    statements.forward(found, by=ada)
    with pytest.raises(Refused):
        statements.accept(found, by=alice, amount=Decimal(10), answer="Of course")


def test_an_accepted_dispute_is_paid_by_the_next_run_once(run, hers, payroll):
    found = disputed(hers)
    statements.forward(found, by=payroll.mei, opinion="She is right")
    statements.accept(found, by=payroll.fang, amount=Decimal("12.34"), answer="A bonus was forgotten")
    runs.approve(run, by=payroll.ada)
    amounts = []
    for start, end in ((APRIL, MAY), (MAY, date(2026, 6, 1))):
        following = records.create(Run(starts_on=start, ends_on=end), by=payroll.fang)
        calculating.calculate(following, by=payroll.fang)
        runs.review(following, by=payroll.fang)
        runs.approve(following, by=payroll.ada)
        amounts.append(following.total)
    assert amounts == [Decimal("12.34"), Decimal(0)]


def test_a_refused_dispute_costs_nothing_and_opens_the_statement_again(hers, payroll):
    statements.refuse(disputed(hers), by=payroll.mei, answer="The rate is right")
    hers.refresh_from_db()
    assert (hers.state, hers.disputes.get().amount_minor) == ("open", 0)


def test_finance_decides_only_what_the_manager_passed_on(hers, payroll):
    with pytest.raises(Refused):
        statements.accept(disputed(hers), by=payroll.fang, amount=Decimal(1), answer="Yes")


def test_a_manager_does_not_refuse_what_she_passed_on(hers, payroll):
    role = Role.objects.get(key="manager")
    Grant.objects.filter(role=role).delete()
    Grant.objects.bulk_create([Grant(role=role, model="commissions.Dispute", verb=verb, scope="subtree") for verb in ("view", "forward", "refuse")])
    found = disputed(hers)
    statements.forward(found, by=payroll.mei)
    with pytest.raises(Refused, match="finance"):
        statements.refuse(found, by=payroll.mei, answer="No")


def test_an_objection_of_somebody_without_a_manager_goes_to_finance_at_once(hers, payroll):
    Membership.objects.filter(is_lead=True).delete()
    assert disputed(hers).is_forwarded


def test_the_proof_is_kept_with_the_objection_in_her_name(hers, payroll):
    found = disputed(hers, file=SimpleUploadedFile("contract.txt", b"half each"))
    kept = Attachment.objects.get(subject_type="commissions.Dispute", subject_id=found.pk)
    assert (kept.name, kept.added_by) == ("contract.txt", payroll.alice)


def test_the_same_line_is_not_disputed_twice_and_never_too_late(hers, payroll):
    disputed(hers)
    with pytest.raises(Refused, match="already"):
        disputed(hers)
    with clock.at(timezone.now() + timedelta(days=11)), pytest.raises(Refused, match="possible until"):
        disputed(hers, line=hers.lines.last(), due_on=None)


def test_the_dialog_of_a_line_has_it_chosen(client, hers, alice):
    client.force_login(alice)
    line = hers.lines.last()
    text = client.get(reverse("commissions-statement-verb", args=[hers.pk, "dispute"]), {"line": line.pk}).content.decode()
    assert f'<option value="{line.pk}" selected' in text


def test_a_payee_may_not_dispute_a_line_of_another(run, hers, bob):
    his = run.statements.get(payee=bob)
    with pytest.raises(Refused):
        disputed(hers, line=his.lines.first())


def test_the_list_asks_as_many_queries_for_more_statements(client, run, mei, django_assert_max_num_queries):
    client.force_login(mei)
    client.get(reverse("commissions-statement-list"))
    with django_assert_max_num_queries(25):
        client.get(reverse("commissions-statement-list"))
