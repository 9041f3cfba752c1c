"""Whoever is concerned hears once that a target falls behind."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import Holiday
from kaituo.foundation.notices.models import Notice
from kaituo.performance.goals.actions.agreeing import propose
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.alerting import alert
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES, sell

MARCH = date(2026, 3, 1)


@pytest.fixture
def target(cast) -> Target:
    sell(cast.alice, date(2026, 3, 2), "500")
    return set_target(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(2200), person=cast.alice)


def told():
    rows = Notice.objects.filter(kind__startswith="goals.pace").order_by("pk")
    return [(each.person.username, each.kind) for each in rows]


def test_the_person_and_her_lead_hear_of_it_once(target):
    alert(date(2026, 3, 13))
    alert(date(2026, 3, 16))
    assert told() == [("alice", "goals.pace"), ("mei", "goals.pace_of_team")]


def test_falling_further_is_told_again(target):
    for day in (13, 30):
        alert(date(2026, 3, day))
    assert [person for person, _kind in told()] == ["alice", "mei", "alice", "mei"]
    assert Target.objects.get().told_band == "far_behind"


def test_early_in_the_period_nothing_is_said(target):
    assert alert(date(2026, 3, 5)) == 0


def test_nothing_rings_on_a_free_day(target):
    Holiday.objects.create(day=date(2026, 3, 13), name="Founders' day")
    assert (alert(date(2026, 3, 13)), alert(date(2026, 3, 14))) == (0, 0)


def test_whoever_has_caught_up_may_hear_of_it_anew(cast, target):
    alert(date(2026, 3, 13))
    sell(cast.alice, date(2026, 3, 13), "1500")
    alert(date(2026, 3, 17))
    assert Target.objects.get().told_band == ""


def test_what_is_only_proposed_does_not_ring(cast):
    propose(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(2200), person=cast.bob)
    assert alert(date(2026, 3, 30)) == 0


def test_many_targets_cost_few_queries_when_nothing_changes(cast, target, django_assert_max_num_queries):
    set_target(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(10), person=cast.bob)
    alert(date(2026, 3, 13))
    with django_assert_max_num_queries(6):
        alert(date(2026, 3, 16))
