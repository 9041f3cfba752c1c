"""A plan from the cause check to its outcome, and what is refused on the way."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.development.actions.plans import answer_cause, check_causes, end, hand_over, hold, sign, take_back
from kaituo.performance.development.models import CauseCheck, CheckIn, ImprovementPlan, PlanTarget, Signature
from kaituo.performance.development.reminding import remind
from kaituo.performance.testing import SALES, sell


def at(day: str):
    return time_machine.travel(f"{day} 09:00:00+08:00", tick=False)


def test_the_gap_has_its_figures_beside_those_of_people_engaged_alike(cast, plan):
    check_causes(plan, by=cast.mei)
    target = plan.targets.get()
    assert (target.baseline, target.peers_count, target.peers_failing) == (Decimal(200), 1, 0)


def test_a_plan_without_a_target_is_not_checked(cast, plan):
    plan.targets.all().delete()
    with pytest.raises(Refused, match="at least one target"):
        check_causes(plan, by=cast.mei)


def test_nothing_is_signed_before_the_causes_are_checked(cast, plan):
    with pytest.raises(Refused, match="Check the causes first"):
        sign(plan, by=cast.mei)


def test_a_cause_that_speaks_against_it_must_be_answered(cast, plan):
    Membership.objects.filter(user=cast.alice).update(starts_on=date(2026, 5, 1))
    check_causes(plan, by=cast.mei)
    with pytest.raises(Refused, match="no plan matter: New in the job"):
        sign(plan, by=cast.mei)
    answer_cause(CauseCheck.objects.get(plan=plan, cause="ramp"), by=cast.mei, answer="She sold elsewhere for ten years")
    sign(plan, by=cast.mei)
    assert ImprovementPlan.objects.get().state == "offered"


def test_what_others_fail_too_needs_a_reason(cast, plan):
    target = plan.targets.get()
    records.change(target, {"figure": Decimal(1500)}, by=cast.mei)
    check_causes(plan, by=cast.mei)
    product = CauseCheck.objects.get(plan=plan, cause="product")
    assert (product.speaks, product.value) == (True, Decimal(1))
    answer_cause(product, by=cast.mei, answer="Bob has half the customers")
    with pytest.raises(Refused, match="1 of 1 engaged alike do not reach it"):
        sign(plan, by=cast.mei)
    target.refresh_from_db()
    records.change(target, {"fair_because": "Agreed for her territory"}, by=cast.mei)
    sign(plan, by=cast.mei)


def test_a_target_added_later_is_checked_first(cast, plan):
    check_causes(plan, by=cast.mei)
    plan.targets.all().delete()
    records.create(PlanTarget(plan=plan, measure=SALES, figure=Decimal(10)), by=cast.mei)
    with pytest.raises(Refused, match="check the causes again"):
        sign(plan, by=cast.mei)


def test_a_second_plan_for_one_person_is_refused(cast, plan):
    with pytest.raises(ValidationError, match="a plan for this person already"):
        records.create(ImprovementPlan(person=cast.alice, leader=cast.ada, gap="x", support="y"), by=cast.ada)


def test_with_both_signatures_it_runs_with_check_ins_on_workdays(cast, running):
    running.refresh_from_db()
    assert (running.state, running.starts_on, running.ends_on) == ("running", date(2026, 7, 1), date(2026, 8, 30))
    assert list(running.check_ins.values_list("due_on", flat=True)) == [date(2026, 7, 31), date(2026, 8, 31)]
    assert Signature.objects.get(person=cast.alice).note == "I do my best"


def test_only_the_two_sign_and_each_once(cast, plan):
    check_causes(plan, by=cast.mei)
    with pytest.raises(PermissionDenied):
        sign(plan, by=cast.ada)
    sign(plan, by=cast.mei)
    with pytest.raises(Refused, match="signed already"):
        sign(plan, by=cast.mei)


def test_a_check_in_keeps_the_figures_of_its_day(cast, running):
    with at("2026-07-31"):
        sell(cast.alice, date(2026, 7, 10), "300")
        row = running.check_ins.first()
        hold(row, by=cast.mei, note="Three first visits", support_given="Two of five visits together")
        sell(cast.alice, date(2026, 7, 11), "300")
    row.refresh_from_db()
    assert [(line["value"], line["count"], line["is_reached"]) for line in row.figures] == [("300", 1, False)]


def test_an_outcome_follows_the_figures(cast, running):
    with at("2026-08-31"):
        with pytest.raises(Refused, match="Not reached"):
            end(running, by=cast.mei, outcome="met", reason="She tried")
        sell(cast.alice, date(2026, 8, 10), "800")
        with pytest.raises(Refused, match="Every target is reached"):
            end(running, by=cast.mei, outcome="not_met", reason="I say so")
        end(running, by=cast.mei, outcome="met", reason="Three new customers")
        sign(running, by=cast.mei)
        sign(running, by=cast.alice)
    running.refresh_from_db()
    assert (running.state, running.is_signable, Signature.objects.filter(moment="outcome").count()) == ("met", False, 2)
    assert not CheckIn.objects.filter(held_on=None).exists()


def test_no_outcome_before_the_last_day_but_an_early_end_with_its_reason(cast, running):
    with pytest.raises(Refused, match="runs until 2026-08-30"):
        end(running, by=cast.mei, outcome="not_met", reason="Enough")
    end(running, by=cast.mei, outcome="ended", reason="She changes to service")
    running.refresh_from_db()
    assert (running.state, running.outcome_reason, running.ended_on) == ("ended", "She changes to service", date(2026, 7, 1))


def test_an_extension_adds_thirty_days_and_a_check_in(cast, running):
    end(running, by=cast.mei, outcome="extended", reason="Two offers are out")
    running.refresh_from_db()
    assert (running.state, running.ends_on, running.extended_count, running.check_ins.filter(held_on=None).count()) == (
        "running",
        date(2026, 9, 29),
        1,
        3,
    )


def test_a_draft_is_hidden_from_the_person_and_from_everybody_beside(cast, plan):
    seen = {
        name for name in ("alice", "bob", "mei", "charlie", "olga", "ada") if visible(getattr(cast, name), ImprovementPlan.objects.all()).exists()
    }
    assert seen == {"mei", "ada"}


def test_once_offered_the_person_reads_and_signs_but_changes_nothing(cast, plan):
    check_causes(plan, by=cast.mei)
    sign(plan, by=cast.mei)
    assert visible(cast.alice, ImprovementPlan.objects.all()).exists()
    with pytest.raises(PermissionDenied):
        records.change(plan, {"gap": "None"}, by=cast.alice)
    with pytest.raises(PermissionDenied):
        end(plan, by=cast.alice, outcome="ended", reason="No")


def test_both_hear_of_a_check_in_the_workday_before_and_on_the_day(running):
    assert (remind(date(2026, 7, 30)), remind(date(2026, 7, 31)), remind(date(2026, 8, 1))) == (2, 2, 0)


@pytest.mark.parametrize("name", ["alice", "mei"])
def test_the_page_opens_for_both(client, cast, running, name):
    client.force_login(getattr(cast, name))
    page = client.get(reverse("development-improvementplan-page", args=[running.pk])).content.decode()
    assert "Mei goes along to five visits" in page
    assert "0 of 1 engaged alike" in page


def test_the_form_finds_the_leader_itself(client, cast, above):
    client.force_login(cast.mei)
    sent = {"person": cast.bob.pk, "gap": "Few visits", "support": "A route together", "length": "30"}
    lines = {"plantarget-TOTAL_FORMS": "1", "plantarget-INITIAL_FORMS": "0", "plantarget-0-measure": SALES, "plantarget-0-figure": "500"}
    assert client.post(reverse("development-improvementplan-new"), sent | lines).status_code == 302
    assert ImprovementPlan.objects.get().leader == cast.mei


@pytest.fixture
def offered(cast, plan) -> ImprovementPlan:
    check_causes(plan, by=cast.mei)
    sign(plan, by=cast.mei)
    return plan


@pytest.mark.parametrize("name", ["gap", "support"])
def test_what_was_signed_is_not_rewritten_nor_put_away(cast, running, name):
    with pytest.raises(PermissionDenied):
        records.change(running, {name: "Something else"}, by=cast.mei)
    with pytest.raises(PermissionDenied):
        records.archive(running, by=cast.mei)


def test_an_offer_is_taken_back_to_be_changed_and_signed_anew(cast, offered):
    take_back(offered, by=cast.mei, because="Alice asks for a lower target")
    assert (ImprovementPlan.objects.get().state, Signature.objects.count()) == ("draft", 0)
    sign(offered, by=cast.mei)
    sign(offered, by=cast.alice)
    assert ImprovementPlan.objects.get().is_running


def test_the_person_takes_back_and_hands_over_nothing(cast, offered):
    with pytest.raises(PermissionDenied):
        take_back(offered, by=cast.alice, because="No")
    with pytest.raises(PermissionDenied):
        hand_over(offered, by=cast.alice, leader=cast.ada, because="No")


def test_a_running_plan_goes_on_under_whoever_takes_it_over(cast, running):
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert ImprovementPlan.objects.get().has_lost_leader
    hand_over(running, by=cast.ada, leader=cast.ada, because="Mei left")
    row = running.check_ins.first()
    hold(row, by=cast.ada, note="Two visits", support_given="One together")
    assert (ImprovementPlan.objects.get().leader, ImprovementPlan.objects.get().is_running) == (cast.ada, True)


def test_an_offered_plan_is_signed_by_whoever_takes_it_over_first(cast, offered):
    hand_over(offered, by=cast.ada, leader=cast.ada, because="Mei left")
    sign(offered, by=cast.ada)
    sign(offered, by=cast.alice)
    assert ImprovementPlan.objects.get().is_running
    assert Notice.objects.filter(kind="development.leads").count() == 0


def test_the_new_leader_hears_of_it(cast, running):
    hand_over(running, by=cast.mei, leader=cast.ada, because="Mei leads West now")
    assert Notice.objects.filter(kind="development.leads", person=cast.ada).exists()


def test_neither_the_person_nor_the_present_leader_takes_it_over(cast, running):
    for person in (cast.alice, cast.mei):
        with pytest.raises(Refused, match="somebody else"):
            hand_over(running, by=cast.mei, leader=person, because="So")


def test_each_extension_keeps_its_reason_and_figures(cast, running):
    end(running, by=cast.mei, outcome="extended", reason="Two offers are out")
    kept = running.check_ins.get(held_on=date(2026, 7, 1))
    assert (kept.note, kept.figures[0]["value"]) == ("Two offers are out", "0")


def test_the_page_says_that_whoever_leads_it_or_stands_in_it_left(client, cast, running):
    client.force_login(cast.ada)
    address = reverse("development-improvementplan-page", args=[running.pk])
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert "Hand the plan over" in client.get(address).content.decode()
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    assert "End the plan with its reason" in client.get(address).content.decode()
