"""Sharing a team's target out: by what, with sums checked, with joiners, leavers and moves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.metrics.choices import COUNT, LEVEL, RATIO, SHARE
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.goals.actions.agreeing import agree
from kaituo.performance.goals.actions.sharing import cascade, fit
from kaituo.performance.goals.actions.targets import set_target, take_gap
from kaituo.performance.goals.gaps import gap_of
from kaituo.performance.goals.models import Target, TargetShare
from kaituo.performance.testing import SALES, sell

MARCH = date(2026, 3, 1)


def team_target(cast, amount="440", team=None, **more) -> Target:
    values = {"measure": SALES, "kind": "month", "starts_on": MARCH, "goal_amount": Decimal(amount), "team": team or cast.east}
    return set_target(by=cast.ada, **values | more)


def amounts(targets):
    return {str(target.holder): str(target.goal_amount) for target in targets}


def move(user, day, team=None) -> None:
    Membership.objects.filter(user=user, ends_on=None).update(ends_on=day)
    if team:
        Membership.objects.create(user=user, team=team, starts_on=day)


def test_the_same_month_last_year_decides_the_parts(cast):
    sell(cast.alice, date(2025, 3, 10), "10")
    sell(cast.bob, date(2025, 3, 11), "30")
    assert amounts(cascade(team_target(cast), by=cast.mei, method="year_ago")) == {"Alice": "110.00", "Bob": "330.00"}


def test_without_a_figure_to_weigh_by_the_method_is_refused_and_nothing_is_written(cast):
    for method in ("actuals", "year_ago", "potential"):
        with pytest.raises(Refused):
            cascade(team_target(cast, team=cast.east) if not Target.objects.exists() else Target.objects.get(), by=cast.mei, method=method)
    assert Target.objects.count() == 1


def test_teams_are_weighed_by_their_people(cast):
    Membership.objects.filter(user=cast.mei).update(is_lead=True)
    company = team_target(cast, "300", team=Membership.objects.get(user=cast.alice).team.__class__.objects.get(code="company"))
    found = amounts(cascade(company, by=cast.ada, method="headcount"))
    assert (found["East"], found["West"]) == ("120.00", "60.00")


def test_amounts_by_hand_stay_as_they_are_and_the_gap_has_an_owner(cast):
    target = team_target(cast)
    given = {f"weight_person_{cast.alice.pk}": Decimal(300), f"weight_person_{cast.bob.pk}": Decimal(100)}
    children = cascade(target, by=cast.mei, method="by_hand", **given)
    assert amounts(children) == {"Alice": "300.00", "Bob": "100.00"}
    take_gap(target, by=cast.mei, gap_owner=cast.mei, gap_plan="Two new accounts of my own")
    assert (gap_of(target), target.gap_owner) == (40, cast.mei)


def test_by_hand_base_and_stretch_follow_in_proportion(cast):
    target = team_target(cast, base_amount=Decimal(400), stretch_amount=Decimal(484))
    [child] = cascade(target, by=cast.mei, method="by_hand", **{f"weight_person_{cast.alice.pk}": Decimal(220)})
    assert (child.base_amount, child.stretch_amount) == (200, 242)


def test_a_leaver_is_fitted_to_the_days_she_was_there(cast):
    target = team_target(cast)
    cascade(target, by=cast.mei, method="equal")
    move(cast.bob, date(2026, 3, 17))
    fit(target, by=cast.mei)
    bob = Target.objects.get(person=cast.bob)
    assert (bob.goal_amount, bob.revisions.get().reason, gap_of(target)) == (110, "Fitted to the days present: 11 of 22", 110)


def test_whoever_moves_carries_a_part_from_both_teams(cast):
    east, west = team_target(cast, "440"), team_target(cast, "220", team=cast.west)
    cascade(east, by=cast.ada, method="equal")
    move(cast.bob, date(2026, 3, 17), cast.west)
    fit(east, by=cast.ada)
    cascade(west, by=cast.ada, method="equal")
    bob = Target.objects.get(person=cast.bob)
    assert (bob.goal_amount, bob.parent) == (165, east)
    assert [(str(share.source.team), share.goal_amount, share.present_count) for share in bob.shares.all()] == [("East", 110, 11), ("West", 55, 11)]
    assert (gap_of(east), gap_of(west)) == (110, 55)


def test_fitting_again_changes_nothing(cast):
    target = team_target(cast)
    cascade(target, by=cast.mei, method="equal")
    move(cast.bob, date(2026, 3, 17))
    assert [len(fit(target, by=cast.mei)) for _time in range(2)] == [1, 0]


def test_whoever_was_not_there_at_all_loses_the_target(cast):
    target = team_target(cast)
    cascade(target, by=cast.mei, method="equal")
    Membership.objects.filter(user=cast.bob).update(ends_on=date(2026, 2, 27))
    fit(target, by=cast.mei)
    assert Target.objects.get(person=cast.bob).state == "withdrawn"


def test_the_people_may_be_asked_to_agree_first(cast):
    children = cascade(team_target(cast), by=cast.mei, method="equal", asks=True)
    assert {(child.state, child.waits_for) for child in children} == {("proposed", "holder")}


def test_cascading_anew_asks_to_re_plan_what_was_signed(cast):
    target = team_target(cast)
    alice, _bob = cascade(target, by=cast.mei, method="equal", asks=True)
    agree(alice, by=cast.alice)
    weights = {f"weight_person_{cast.alice.pk}": Decimal(3), f"weight_person_{cast.bob.pk}": Decimal(1)}
    cascade(target, by=cast.mei, method="weights", **weights)
    alice.refresh_from_db()
    assert (alice.goal_amount, alice.revisions.get().new_goal_amount, alice.waits_for) == (220, 330, "holder")


@pytest.fixture
def win_rate():
    name = "testing.win_rate"
    if name not in MEASURES:
        measure(name, "Win rate", kind=RATIO, unit=SHARE, formula="sales / sales", names={"sales": SALES})
    return name


def test_a_rate_is_the_same_for_everybody_and_leaves_no_gap(cast, win_rate):
    target = team_target(cast, "0.4", measure=win_rate)
    children = cascade(target, by=cast.mei, method="equal")
    assert amounts(children) == {"Alice": "0.40", "Bob": "0.40"}
    assert gap_of(target) is None


def test_a_rate_above_one_is_refused(cast, win_rate):
    with pytest.raises(ValidationError, match=r"0\.35"):
        team_target(cast, "40", measure=win_rate)


def test_a_goal_of_zero_is_refused(cast):
    with pytest.raises(ValidationError, match="zero"):
        team_target(cast, "0")


@pytest.fixture
def pipeline():
    name = "pipeline.weighted_amount"
    if name not in MEASURES:
        measure(name, "Weighted", kind=LEVEL, unit=COUNT, on="x")
    return name


def test_the_open_pipeline_decides_the_parts(cast, pipeline):
    sell(cast.alice, date(2026, 3, 20), "10", measure=pipeline)
    sell(cast.bob, date(2026, 3, 21), "30", measure=pipeline)
    sell(cast.bob, date(2026, 4, 21), "999", measure=pipeline)
    assert amounts(cascade(team_target(cast), by=cast.mei, method="potential")) == {"Alice": "110.00", "Bob": "330.00"}


def test_a_share_says_of_how_many_days(cast):
    cascade(team_target(cast), by=cast.mei, method="equal")
    assert {(share.present_count, share.day_count, share.full_goal_amount) for share in TargetShare.objects.all()} == {(22, 22, 220)}
