"""Targets: set, shared out, re-planned, measured."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Membership
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.performance.goals.actions.sharing import cascade
from kaituo.performance.goals.actions.targets import replan, set_target, withdraw
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES, sell

MARCH = date(2026, 3, 1)


def target_of(cast, amount="300.00", *, by=None, **more) -> Target:
    values = {"team": cast.east} if not more.keys() & {"person", "team"} else {}
    return set_target(by=by or cast.mei, measure=SALES, kind="month", starts_on=date(2026, 3, 9), goal_amount=Decimal(amount), **values | more)


def amounts(targets):
    return {str(target.holder): str(target.goal_amount) for target in targets}


def test_a_teams_target_belongs_to_its_lead_and_covers_the_whole_month(cast):
    target = target_of(cast)
    assert (target.owner, target.starts_on, target.ends_on, target.currency) == (cast.mei, MARCH, date(2026, 4, 1), "CNY")


def test_a_rep_sees_her_own_target_and_neither_her_mates_nor_the_teams(cast):
    hers, _his, _teams = target_of(cast, person=cast.alice), target_of(cast, person=cast.bob), target_of(cast)
    assert list(visible(cast.alice, Target.objects.all())) == [hers]


def test_a_manager_cannot_set_the_target_of_a_stranger(cast):
    with pytest.raises(PermissionDenied):
        target_of(cast, person=cast.charlie)


@pytest.mark.parametrize(
    "wrong",
    [{"measure": "no.such"}, {"measure": "customers.held_count"}, {"base_amount": Decimal(500)}, {"stretch_amount": Decimal(1)}, {"team": None}],
)
def test_a_wrong_target_is_refused(cast, wrong):
    values = {"team": cast.east, "measure": SALES, "kind": "month", "starts_on": MARCH, "goal_amount": Decimal(300)}
    with pytest.raises(ValidationError):
        set_target(by=cast.mei, **values | wrong)


def test_the_same_holder_has_one_target_per_measure_and_period(cast):
    target_of(cast, person=cast.alice)
    with pytest.raises(ValidationError):
        target_of(cast, person=cast.alice)


def test_equal_parts_add_up_to_the_cent(cast):
    children = cascade(target_of(cast, "100.01"), by=cast.mei, method="equal")
    assert amounts(children) == {"Alice": "50.01", "Bob": "50.00"}


def test_weights_decide_the_parts(cast):
    target = target_of(cast)
    weights = {f"weight_person_{cast.alice.pk}": Decimal(2), f"weight_person_{cast.bob.pk}": Decimal(1)}
    assert amounts(cascade(target, by=cast.mei, method="weights", **weights)) == {"Alice": "200.00", "Bob": "100.00"}


def test_last_months_sales_decide_the_parts(cast):
    sell(cast.alice, date(2026, 2, 10), "10")
    sell(cast.bob, date(2026, 2, 11), "30")
    assert amounts(cascade(target_of(cast), by=cast.mei, method="actuals")) == {"Alice": "75.00", "Bob": "225.00"}


def test_a_joiner_has_the_part_of_her_workdays_and_leaves_a_gap(cast):
    Membership.objects.filter(user=cast.bob).update(starts_on=date(2026, 3, 17))
    children = cascade(target_of(cast, "440"), by=cast.mei, method="equal")
    assert amounts(children) == {"Alice": "220.00", "Bob": "110.00"}


def test_cascading_again_re_plans_the_same_children_and_keeps_what_they_were(cast):
    target = target_of(cast)
    cascade(target, by=cast.mei, method="equal")
    replan(target, by=cast.mei, goal_amount=Decimal(400), reason="A new product")
    children = cascade(target, by=cast.mei, method="equal")
    assert (Target.objects.count(), amounts(children)) == (3, {"Alice": "200.00", "Bob": "200.00"})
    assert str(children[0].revisions.get().goal_amount) == "150.00"


def test_a_re_planned_target_keeps_its_reason(cast):
    target = target_of(cast)
    replan(target, by=cast.mei, goal_amount=Decimal(250), reason="One rep less")
    revision = target.revisions.get()
    assert (revision.goal_amount, revision.new_goal_amount, revision.reason) == (Decimal(300), Decimal(250), "One rep less")


def test_a_withdrawn_target_makes_room_for_another(cast):
    withdraw(target_of(cast), by=cast.mei, reason="Wrong month")
    assert target_of(cast).state == "active"


def test_the_actual_counts_the_team_of_the_day(cast):
    sell(cast.alice, date(2026, 3, 2), "60")
    Membership.objects.filter(user=cast.alice).update(ends_on=date(2026, 3, 10))
    Membership.objects.create(user=cast.alice, team=cast.west, starts_on=date(2026, 3, 10))
    sell(cast.alice, date(2026, 3, 20), "40")
    sell(cast.alice, date(2026, 4, 1), "1000")
    east, hers = fill([target_of(cast), target_of(cast, person=cast.alice, by=cast.ada)])
    assert (east.actual, east.attainment_rate, hers.actual) == (Decimal(60), Decimal("0.2"), Decimal(100))


def test_many_targets_are_measured_in_as_many_queries_as_few(cast, django_assert_num_queries):
    target = target_of(cast)
    everyone = [target, *cascade(target, by=cast.mei, method="equal")]
    for targets in (everyone[:1], everyone):
        with django_assert_num_queries(2):
            fill(targets)


def test_the_pace_says_what_is_needed_each_workday(cast):
    target = target_of(cast, "22000", person=cast.alice)
    sell(cast.alice, date(2026, 3, 2), "5000")
    [target] = fill([target])
    pace = target.pace(on=date(2026, 3, 13), calendar=WorkCalendar())
    assert (pace.expected_to_date, pace.forecast, pace.required_per_workday) == (Decimal(10000), Decimal(11000), Decimal("1416.67"))
