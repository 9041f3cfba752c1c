"""A goal by clicks alone: proposed by the lead, countered by the rep on her phone, agreed and signed, re-planned at her request, approved."""

from decimal import Decimal

import pytest

from kaituo.foundation.approvals.models import Request
from kaituo.performance.goals.models import Target
from tests.journeys.clicks import Clicks

pytestmark = pytest.mark.journey


def answer(page, name, **values):
    page.locator(f".goal-answers [hx-get$='/do/{name}/']").click()
    page.wait_for_selector("#dialog[open]")
    for field, value in values.items():
        page.fill(f"#dialog [name={field}]", value)
    page.locator("#dialog .dialog-foot button").click()
    page.wait_for_selector("#dialog[open]", state="hidden")
    page.wait_for_load_state("networkidle")


def propose(page, person) -> Target:
    page.goto("/targets/round/")
    page.goto(f"/targets/propose/?person={person.pk}")
    page.fill("input[name=goal_amount]", "300000")
    page.fill("textarea[name=reachable_because]", "Two frame contracts are due")
    page.fill("input[name=step-0-what]", "See the five largest customers")
    page.fill("input[name=step-0-due_on]", "2027-01-15")
    page.wait_for_selector("#goal-reach .goal-reach")
    page.locator(".form-foot button").click()
    page.wait_for_url("**/targets/*/")
    return Target.objects.get()


def test_a_goal_from_proposal_to_re_planning(company, walk):
    lead = walk().sign_in("mei")
    target = propose(lead, company.alice)
    phone = walk("phone")
    rep = phone.sign_in("alice")
    phone.open("/targets/mine/")
    rep.locator(".goal-desk a").first.click()
    rep.wait_for_load_state()
    answer(rep, "counter", goal_amount="260000", reason="One customer went to Bob")
    assert rep.locator(".goal-answers").count() == 0
    lead.goto(f"/targets/{target.pk}/")
    assert "One customer went to Bob" in lead.locator("main").inner_text()
    answer(lead, "agree")
    target.refresh_from_db()
    assert (target.goal_amount, target.signatures.count(), target.state) == (Decimal(260000), 2, "active")
    phone.open(f"/targets/{target.pk}/")
    clicks = Clicks(rep)
    clicks.verb("ask_replan", goal_amount="220000", reason="The park is postponed")
    lead.goto(f"/approval-requests/{Request.objects.get().pk}/")
    Clicks(lead).verb("approve")
    target.refresh_from_db()
    assert (target.goal_amount, target.revisions.get().state) == (Decimal(220000), "applied")
    phone.open(f"/targets/{target.pk}/")
    assert "The park is postponed" in rep.locator("main").inner_text()
