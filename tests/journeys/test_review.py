"""A review from the own view to the appeal, and an improvement plan from its causes to its outcome, as the people in it go."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.identity.models import Membership, Team
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import actions as records
from kaituo.performance.development.models import ImprovementPlan, PlanTarget, Signature
from kaituo.performance.reviews.actions.criteria import publish
from kaituo.performance.reviews.actions.cycles import open_cycle
from kaituo.performance.reviews.models import Appeal, Calibration, Criterion, Cycle, CycleScope, Grade, Review, ReviewTemplate, ReviewVersion
from kaituo.performance.testing import SALES, declare_sales, sell
from kaituo.sales.customers.models import Account

from .clicks import Clicks

pytestmark = pytest.mark.journey

SCALE = "Never\nSometimes\nMostly\nOften\nAlways"
HIGHEST = "5"


@pytest.fixture
def led(company):
    """Ada leads the company, above Mei, who leads Alice."""
    declare_sales()
    Membership.objects.create(user=company.ada, team=Team.objects.get(code="company"), is_lead=True, starts_on=date(2020, 1, 1))
    return company


@pytest.fixture
def quarter():
    return Period.containing(timezone.localdate(), PeriodKind.QUARTER).previous()


@pytest.fixture
def cycle(led, quarter) -> Cycle:
    """Of the last quarter, by criteria published before it began: sales against a stated figure, and a judgement."""
    ada = led.ada
    template = records.create(ReviewTemplate(name="Account managers", rhythm="quarter"), by=ada)
    version = records.create(ReviewVersion(template=template), by=ada)
    sales = {"measure": SALES, "against": "stated", "target": Decimal(1000), "points": "0=0, 1=100"}
    records.create(Criterion(review_version=version, kind="measure", weight=60, position=0, **sales), by=ada)
    judged = Criterion(review_version=version, kind="judgement", question="Customers trust her", words=SCALE, weight=40, position=1)
    records.create(judged, by=ada)
    for name, least in (("Strong", 90), ("Good", 50), ("Weak", 0)):
        records.create(Grade(review_version=version, name=name, least_points=least), by=ada)
    with time_machine.travel(quarter.start - timedelta(days=10)):
        publish(version, by=ada)
    row = records.create(Cycle(name="Last quarter", template=template, starts_on=quarter.start), by=ada)
    records.create(CycleScope(cycle=row, team=led.east), by=ada)
    sell(led.alice, quarter.start + timedelta(days=20), "800")
    open_cycle(row, by=ada)
    return row


def assess(page, step, words, proof=""):
    """From the own desk to what is asked, and handed in."""
    page.locator("main a[href*='/reviews/assess/']").first.click()
    page.locator(f"input[name^=step_][value='{step}']").check(force=True)
    page.locator("textarea[name^=text_]").fill(words)
    if proof:
        page.locator(".review-evidence summary").click()
        page.locator("textarea[name^=proof_]").fill(proof)
    page.locator("textarea[name=summary]").fill("In sum: a good quarter")
    page.locator("button[name=deed][value=hand_in]").click()
    page.wait_for_load_state("networkidle")


def begin(walk, who, address, size="desk", is_refused=False):
    """`is_refused`: something will be refused on the way, of which the browser complains."""
    walker = walk(size)
    walker.is_forgiven = is_refused
    page = walker.sign_in(who)
    walker.open(address)
    return page


def test_a_review_goes_from_the_own_view_over_calibration_and_appeal_to_its_end(led, walk, cycle):
    account = records.create(Account(name="Nordhaus", owner=led.alice), by=led.alice)
    review = Review.objects.get(person=led.alice)
    at_review = f"/reviews/{review.pk}/"
    alice = begin(walk, "alice", "/reviews/mine/", size="phone")
    assess(alice, 4, "They ring me first")

    mei = begin(walk, "mei", "/reviews/mine/", is_refused=True)
    assess(mei, HIGHEST, "Nordhaus signed on her word")
    assert "evidence" in mei.locator("main").inner_text().lower()  # the highest judgement is not taken on faith
    mei.goto("/reviews/mine/")
    assess(mei, HIGHEST, "Nordhaus signed on her word", proof=f"/accounts/{account.pk}/")
    review.refresh_from_db()
    assert review.state == "proposed"

    ada = begin(walk, "ada", f"/reviews/board/{cycle.pk}/")
    seat = ada.locator(f".review-seat-form[action='/reviews/board/seat/{review.verdict.pk}/']")
    seat.locator("select[name=grade]").select_option(label="Strong")
    seat.locator("input[name=reason]").fill("Others with as much are strong")
    seat.locator("button[type=submit]").click()
    ada.wait_for_load_state("networkidle")
    move = Calibration.objects.get()
    assert (str(move.before), str(move.after)) == ("Good", "Strong")

    mei.goto(at_review)
    Clicks(mei).verb("share")
    alice.goto(at_review)
    assert "Nordhaus signed on her word" in alice.locator("main").inner_text()
    Clicks(alice).verb("appeal", objection="An order of June is missing")

    found = Appeal.objects.get()
    assert found.reader == led.ada
    ada.goto("/reviews/mine/")
    Clicks(ada).first(f"/review-appeals/{found.pk}/")
    ada.locator("main [hx-get$='/do/decide/']").click()
    ada.wait_for_selector("#dialog[open]")
    ada.locator("#dialog input[name=outcome][value=upheld]").check(force=True)
    ada.locator("#dialog textarea[name=answer]").fill("The order was booked in July")
    ada.locator("#dialog .dialog-foot button").click()
    ada.wait_for_selector("#dialog[open]", state="hidden")
    ada.wait_for_load_state("networkidle")

    alice.goto(at_review)
    assert "The order was booked in July" in alice.locator("main").inner_text()
    Clicks(alice).verb("acknowledge", note="I see it so, too")
    review.refresh_from_db()
    assert (review.state, review.answer) == ("acknowledged", "I see it so, too")


@pytest.fixture
def plan(led) -> ImprovementPlan:
    """Alice sold little last month, Bob much; a target that he reaches."""
    last = Period.containing(timezone.localdate(), PeriodKind.MONTH).previous().start + timedelta(days=3)
    sell(led.alice, last, "200")
    sell(led.bob, last, "900")
    row = ImprovementPlan(person=led.alice, leader=led.mei, gap="Sales fell by half", support="Mei goes along to five visits", length=60)
    records.create(row, by=led.mei)
    records.create(PlanTarget(plan=row, measure=SALES, figure=Decimal(800)), by=led.mei)
    return row


def test_a_plan_goes_from_its_causes_over_check_ins_to_an_honest_outcome(led, walk, plan):
    Membership.objects.filter(user=led.alice).update(starts_on=timezone.localdate() - timedelta(days=40))
    at_plan = f"/improvement-plans/{plan.pk}/"
    mei = begin(walk, "mei", at_plan)
    Clicks(mei).verb("check_causes")
    ramp = plan.causes.get(cause="ramp")
    assert ramp.speaks
    mei.goto(f"/cause-checks/{ramp.pk}/")
    Clicks(mei).verb("answer_cause", answer="She sold elsewhere for ten years")
    mei.goto(at_plan)
    Clicks(mei).verb("sign")
    alice = begin(walk, "alice", at_plan, size="phone")
    Clicks(alice).verb("sign", note="I do my best")
    plan.refresh_from_db()
    assert plan.state == "running"

    first = plan.check_ins.first()
    with time_machine.travel(first.due_on):
        sell(led.alice, first.due_on, "300")
        mei = begin(walk, "mei", f"/check-ins/{first.pk}/")
        Clicks(mei).verb("hold", note="Three first visits", support_given="Two of five visits together")
    first.refresh_from_db()
    assert [line["value"] for line in first.figures] == ["300"]

    with time_machine.travel(plan.ends_on + timedelta(days=1)):
        mei = begin(walk, "mei", at_plan, is_refused=True)
        end(mei, "met", "She tried")
        assert "Not reached" in mei.locator("#dialog").inner_text()  # figures decide, not kindness
        mei.goto(at_plan)
        end(mei, "not_met", "Five visits were made, no order came")
        mei.wait_for_selector("#dialog[open]", state="hidden")
        alice = begin(walk, "alice", at_plan)
        assert re.search("Not met", alice.locator("main").inner_text(), re.IGNORECASE)
    plan.refresh_from_db()
    assert plan.state == "not_met"
    assert set(Signature.objects.values_list("person__username", flat=True)) == {"alice", "mei"}


def end(page, outcome, reason):
    page.locator("main [hx-get$='/do/end/']").click()
    page.wait_for_selector("#dialog[open]")
    page.locator(f"#dialog [name=outcome][value={outcome}]").check(force=True)
    page.locator("#dialog [name=reason]").fill(reason)
    page.locator("#dialog .dialog-foot button").click()
    page.wait_for_load_state("networkidle")
