"""Who sees which part of runs, versions, disputes and what is held back: the rep her own, the manager her subtree, the agency its side, finance all."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import calculating, plans, runs, statements
from kaituo.performance.commissions.models import Dispute, Hold, PayRules, Run, RunVersion, Simulation, Statement, StatementLine
from kaituo.performance.testing import sell

SEERS = ("alice", "mei", "charlie", "olga", "fang")


@pytest.fixture
def run(plan, payroll) -> Run:
    """Alice, Bob and Charlie are paid; a new version of it is proposed; Alice and Charlie have objected."""
    plans.assign(plan, by=payroll.ada, person=payroll.charlie, starts_on=date(2026, 1, 1))
    for number, person in enumerate((payroll.alice, payroll.bob, payroll.charlie), 1):
        sell(person, date(2026, 3, 3), f"{number}000", record=number)
    run = records.create(Run(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    runs.review(run, by=payroll.fang)
    for person in (payroll.alice, payroll.charlie):
        hers = run.statements.get(payee=person)
        statements.dispute(hers, by=person, line=hers.lines.get(), reason=f"Secret of {person.name}")
    runs.reopen(run, by=payroll.fang, reason="Late order")
    sell(payroll.alice, date(2026, 3, 5), "500", record=9)
    calculating.calculate(run, by=payroll.fang)
    component = plan.terms.get().components.get()
    Hold.objects.bulk_create(
        [
            Hold(payee=each, component=component, entry_id=each.pk, source_type="x", source_id=1, earned_on=run.starts_on)
            for each in (payroll.alice, payroll.bob)
        ]
    )
    return run


def seen(cast, model, path="payee__name") -> dict[str, set]:
    return {name: set(visible(getattr(cast, name), model.objects.all()).values_list(path, flat=True)) for name in SEERS}


def test_statements_disputes_and_what_is_held_back_follow_the_payee(run, cast):
    everybody = {"Alice", "Bob", "Charlie"}
    assert seen(cast, Statement) == {"alice": {"Alice"}, "mei": {"Alice", "Bob"}, "charlie": {"Charlie"}, "olga": set(), "fang": everybody}
    assert seen(cast, Dispute) == {"alice": {"Alice"}, "mei": {"Alice"}, "charlie": {"Charlie"}, "olga": set(), "fang": {"Alice", "Charlie"}}
    assert seen(cast, Hold) == {"alice": {"Alice"}, "mei": {"Alice", "Bob"}, "charlie": set(), "olga": set(), "fang": {"Alice", "Bob"}}


def test_versions_rules_and_simulations_are_for_finance(run, plan, cast):
    Simulation.objects.create(plan=plan, starts_on=run.starts_on, ends_on=run.ends_on)
    for model in (RunVersion, PayRules, Simulation):
        counted = {name: visible(getattr(cast, name), model.objects.all()).count() for name in SEERS}
        assert [name for name, count in counted.items() if count] == ["fang"]


def test_lines_of_a_proposal_are_seen_by_nobody_below_finance(run, cast):
    detached = StatementLine.objects.filter(statement__pk__isnull=True)
    assert {name: visible(getattr(cast, name), detached).count() for name in SEERS} == {"alice": 0, "mei": 0, "charlie": 0, "olga": 0, "fang": 4}


@pytest.mark.parametrize("seer", ["bob", "charlie", "olga"])
def test_nobody_reaches_anothers_pay_by_any_page(client, run, cast, seer):
    client.force_login(getattr(cast, seer))
    hers, version = run.statements.get(payee=cast.alice), run.proposed
    dispute = Dispute.objects.get(payee=cast.alice)
    pages = [
        reverse("commissions-statement-page", args=[hers.pk]),
        reverse("commissions-statement-verb", args=[hers.pk, "dispute"]),
        reverse("commissions-table", args=[hers.pk, "csv"]),
        reverse("commissions-paper", args=[hers.pk, "en"]),
        reverse("commissions-dispute-page", args=[dispute.pk]),
        reverse("commissions-dispute-verb", args=[dispute.pk, "forward"]),
        reverse("commissions-differences", args=[version.pk]),
        reverse("commissions-version", args=[version.pk]),
        reverse("commissions-payfile", args=[run.pk, "csv"]),
        reverse("commissions-run-page", args=[run.pk]),
    ]
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [404] * len(pages)
    assert not any("Secret of Alice" in answer.content.decode() for answer in answers)


def test_lists_name_only_what_one_may_see(client, run, cast):
    for seer, expected in (("alice", (True, False)), ("mei", (True, False)), ("fang", (True, True)), ("olga", (False, False))):
        client.force_login(getattr(cast, seer))
        text = client.get(reverse("commissions-dispute-list")).content.decode()
        assert tuple(f"Secret of {name}" in text for name in ("Alice", "Charlie")) == expected


def test_a_line_of_another_is_not_named_in_the_refusal(client, run, cast):
    """The form offers her own lines only, and says no more than that."""
    client.force_login(cast.bob)
    his, hers = (run.statements.get(payee=person) for person in (cast.bob, cast.alice))
    runs.keep_old(run, by=cast.fang)
    runs.review(run, by=cast.fang)
    answer = client.post(reverse("commissions-statement-verb", args=[his.pk, "dispute"]), {"line": hers.lines.first().pk, "reason": "x"})
    assert answer.status_code == 422
    assert str(hers.lines.first()) not in answer.content.decode()
