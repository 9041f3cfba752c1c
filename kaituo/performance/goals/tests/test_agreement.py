"""Coming to one figure: proposed, countered, agreed and signed by both; then only re-planning changes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.approvals.actions import approve, reject
from kaituo.foundation.approvals.actions import withdraw as take_back
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Membership, Team
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.goals.actions.agreeing import agree, counter, decline, offer, propose
from kaituo.performance.goals.actions.replanning import ask_replan
from kaituo.performance.goals.actions.targets import replan, set_target, withdraw
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES

MARCH = date(2026, 3, 1)


def proposed(cast, by, amount="300", **more) -> Target:
    values = {"person": cast.alice} if "team" not in more else {}
    return propose(by=by, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(amount), **values | more)


def agreed(cast) -> Target:
    target = proposed(cast, cast.mei)
    agree(target, by=cast.alice)
    return target


def signed(target):
    return [(str(each.person), each.side, each.goal_amount) for each in target.signatures.all()]


def test_a_proposal_counts_nowhere_until_the_other_side_agrees(cast):
    target = proposed(cast, cast.mei)
    assert (target.state, target.waits_for, Target.objects.in_force().count()) == ("proposed", "holder", 0)
    agree(target, by=cast.alice, note="With pleasure")
    assert Target.objects.in_force().get() == target


def test_both_signatures_keep_who_when_and_which_figure(cast):
    target = agreed(cast)
    assert signed(target) == [("梅", "leader", 300), ("Alice", "holder", 300)]
    assert all(each.signed_at for each in target.signatures.all())


def test_a_counter_proposal_needs_a_reason_and_hands_the_turn_over(cast):
    target = proposed(cast, cast.mei)
    counter(target, by=cast.alice, goal_amount=Decimal(250), reason="Two accounts went to Bob")
    assert (target.goal_amount, target.waits_for) == (250, "leader")
    agree(target, by=cast.mei)
    assert signed(target) == [("Alice", "holder", 250), ("梅", "leader", 250)]
    assert [(each.goal_amount, each.reason) for each in target.proposals.all()] == [(300, ""), (250, "Two accounts went to Bob")]


def test_a_counter_proposal_names_another_figure(cast):
    with pytest.raises(Refused, match="on the table"):
        counter(proposed(cast, cast.mei), by=cast.alice, goal_amount=Decimal(300), reason="The same")


def test_nobody_answers_out_of_turn(cast):
    target = proposed(cast, cast.mei)
    for answer in (lambda: agree(target, by=cast.mei), lambda: counter(target, by=cast.mei, goal_amount=Decimal(1), reason="x")):
        with pytest.raises(Refused, match="turn"):
            answer()


def test_a_rep_proposes_her_own_target_and_waits_for_her_lead(cast):
    target = proposed(cast, cast.alice)
    assert target.waits_for == "leader"
    agree(target, by=cast.mei)
    assert target.is_agreed


def test_nobody_proposes_for_a_stranger(cast):
    with pytest.raises(PermissionDenied):
        proposed(cast, cast.mei, person=cast.charlie)
    assert not Target.objects.exists()


def test_a_stranger_can_not_answer(cast):
    with pytest.raises(PermissionDenied):
        agree(proposed(cast, cast.mei), by=cast.charlie)


def test_what_both_signed_is_neither_re_planned_nor_withdrawn_by_one(cast):
    target = agreed(cast)
    for deed in (lambda: replan(target, by=cast.mei, goal_amount=Decimal(1), reason="x"), lambda: withdraw(target, by=cast.mei, reason="x")):
        with pytest.raises(Refused):
            deed()
    assert Target.objects.get().goal_amount == 300


def test_a_target_that_was_set_stays_in_force_while_it_is_offered(cast):
    target = set_target(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(300), person=cast.alice)
    offer(target, by=cast.mei)
    counter(target, by=cast.alice, goal_amount=Decimal(280), reason="Holidays")
    assert (target.is_in_force, target.goal_amount) == (True, 300)
    agree(target, by=cast.mei)
    revision = target.revisions.get()
    assert (target.goal_amount, revision.goal_amount, revision.reason) == (280, 300, "Holidays")


def test_a_second_target_for_the_same_time_is_refused_while_one_is_being_agreed(cast):
    proposed(cast, cast.mei)
    with pytest.raises(ValidationError, match="already"):
        proposed(cast, cast.alice)


def test_a_team_without_a_lead_can_agree_to_nothing(cast):
    with pytest.raises(Refused, match="leads"):
        proposed(cast, cast.ada, team=cast.west)


def test_the_steps_of_the_plan_come_with_the_proposal(cast):
    target = proposed(cast, cast.alice, steps=[("Visit ten clinics", date(2026, 3, 10))], behaviour="Two visits a day")
    assert [(step.what, step.due_on, step.is_open) for step in target.steps.all()] == [("Visit ten clinics", date(2026, 3, 10), True)]


def test_what_the_rep_asks_to_re_plan_her_lead_approves_and_both_have_signed(cast):
    target = agreed(cast)
    ask_replan(target, by=cast.alice, goal_amount=Decimal(200), reason="The hospital closed")
    assert target.goal_amount == 300
    approve(Request.objects.get(), by=cast.mei)
    target.refresh_from_db()
    assert (target.goal_amount, target.waits_for) == (200, "")
    assert signed(target)[2:] == [("Alice", "holder", 200), ("梅", "leader", 200)]


def test_a_re_planning_keeps_before_and_after_and_who_decided(cast):
    target = agreed(cast)
    ask_replan(target, by=cast.alice, goal_amount=Decimal(200), stretch_amount=Decimal(260), reason="The hospital closed")
    approve(Request.objects.get(), by=cast.mei)
    kept = target.revisions.get()
    assert (kept.goal_amount, kept.new_goal_amount, kept.new_stretch_amount, kept.decided_by, kept.state) == (300, 200, 260, cast.mei, "applied")


def test_a_rejected_re_planning_changes_nothing_and_stays_to_be_read(cast):
    target = agreed(cast)
    ask_replan(target, by=cast.alice, goal_amount=Decimal(200), reason="Too much")
    reject(Request.objects.get(), by=cast.mei, note="It is not")
    target.refresh_from_db()
    assert (target.goal_amount, target.revisions.get().state) == (300, "rejected")
    assert Event.objects.filter(name="goals.replan_refused").count() == 1


def test_a_request_taken_back_makes_room_for_another(cast):
    target = agreed(cast)
    ask_replan(target, by=cast.alice, goal_amount=Decimal(200), reason="Too much")
    with pytest.raises(Refused, match="waits"):
        ask_replan(target, by=cast.alice, goal_amount=Decimal(100), reason="Much too much")
    take_back(Request.objects.get(), by=cast.alice)
    ask_replan(target, by=cast.alice, goal_amount=Decimal(100), reason="Much too much")
    assert sorted(target.revisions.values_list("state", flat=True)) == ["waiting", "withdrawn"]


@pytest.fixture
def chief(cast):
    Membership.objects.create(user=cast.ada, team=Team.objects.get(code="company"), is_lead=True, starts_on=date(2020, 1, 1))
    return cast.ada


def test_what_the_leader_asks_to_re_plan_takes_effect_with_the_approval_and_waits_for_the_signature(cast, chief):
    target = agreed(cast)
    ask_replan(target, by=cast.mei, goal_amount=Decimal(330), reason="A colleague left")
    approve(Request.objects.get(), by=chief)
    target.refresh_from_db()
    assert (target.goal_amount, target.waits_for, target.is_counterable) == (330, "holder", False)
    agree(target, by=cast.alice)
    assert signed(target)[2:] == [("梅", "leader", 330), ("Alice", "holder", 330)]


def test_where_nobody_stands_above_the_other_side_decides(cast):
    target = agreed(cast)
    ask_replan(target, by=cast.mei, goal_amount=Decimal(330), reason="A colleague left")
    assert (target.goal_amount, target.waits_for, target.is_declinable) == (300, "holder", True)
    decline(target, by=cast.alice, reason="I have her customers not")
    assert (target.goal_amount, target.waits_for, target.revisions.get().state) == (300, "", "rejected")
    ask_replan(target, by=cast.mei, goal_amount=Decimal(310), reason="A colleague left")
    agree(target, by=cast.alice)
    assert (target.goal_amount, target.revisions.first().state, target.revisions.count()) == (310, "applied", 2)


def test_an_agreed_target_leaves_force_by_approval_only(cast, chief):
    target = agreed(cast)
    ask_replan(target, by=cast.mei, is_withdrawal=True, reason="She changes to service")
    assert Target.objects.in_force().count() == 1
    approve(Request.objects.get(), by=chief)
    assert Target.objects.get().state == "withdrawn"


def test_an_impossible_re_planning_is_refused_before_anybody_is_asked(cast):
    target = agreed(cast)
    for wrong in ({"goal_amount": Decimal(0)}, {"goal_amount": Decimal(300)}, {"goal_amount": Decimal(200), "base_amount": Decimal(250)}):
        with pytest.raises(ValidationError):
            ask_replan(target, by=cast.alice, reason="x", **wrong)
    assert not Request.objects.exists()
    assert not target.revisions.exists()


def test_a_rep_takes_back_only_what_she_proposed_herself(cast, least):
    mine = proposed(cast, cast.alice)
    withdraw(mine, by=cast.alice, reason="Thought again")
    theirs = proposed(cast, cast.mei)
    with pytest.raises(PermissionDenied):
        withdraw(theirs, by=cast.alice, reason="I do not want it")


def test_a_rep_sets_no_target_in_force_by_herself(cast, least):
    with pytest.raises(PermissionDenied):
        set_target(by=cast.alice, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(1), person=cast.alice)
    assert proposed(cast, cast.alice).is_proposed


def test_each_side_hears_that_it_is_her_turn_and_both_of_the_agreement(cast):
    target = proposed(cast, cast.mei)
    counter(target, by=cast.alice, goal_amount=Decimal(250), reason="Less")
    agree(target, by=cast.mei)
    told = [(each.person.username, each.kind) for each in Notice.objects.filter(kind__startswith="goals.").order_by("pk")]
    assert told == [("alice", "goals.your_turn"), ("mei", "goals.your_turn"), ("alice", "goals.agreed")]


def test_a_target_being_agreed_is_seen_by_both_and_by_no_stranger(cast):
    target = proposed(cast, cast.mei)
    seen = [list(visible(user, Target.objects.all())) for user in (cast.alice, cast.mei, cast.bob, cast.charlie)]
    assert seen == [[target], [target], [], []]
