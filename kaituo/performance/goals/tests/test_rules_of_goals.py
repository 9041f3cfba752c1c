"""The rules of goals: from when on a target is behind, refused where they cannot be, and reminders of answers that are owed."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.performance.goals.actions.agreeing import agree, counter, propose
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.alerting import alert
from kaituo.performance.goals.answering import remind_of_answers
from kaituo.performance.goals.models import GoalPolicy, Target, goal_policy
from kaituo.performance.testing import SALES, sell

MARCH = date(2026, 3, 1)
TURN = "2026-03-02 10:00:00+08:00"  # a Monday


def told(kind):
    return [each.person.username for each in Notice.objects.filter(kind=kind).order_by("pk")]


def test_without_rules_the_usual_ones_hold(db):
    assert (goal_policy().behind_rate, goal_policy().answer_days) == (Decimal("0.8"), 3)


def test_own_rules_say_when_a_target_is_behind(cast):
    set_target(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(2200), person=cast.alice)
    sell(cast.alice, date(2026, 3, 2), "850")
    assert alert(date(2026, 3, 16)) == 0
    rates = {"behind_rate": Decimal("0.95"), "far_behind_rate": Decimal("0.6"), "fine_again_rate": Decimal(1)}
    records.create(GoalPolicy(**rates), by=cast.ada)
    assert alert(date(2026, 3, 16)) == 2


@pytest.mark.parametrize(
    "rates", [("0.5", "0.5", "0.9"), ("0.6", "0.5", "0.9"), ("0.5", "0.9", "0.8"), ("0.5", "0.8", "1.5"), ("-0.1", "0.8", "0.9")]
)
def test_rules_that_cannot_be_are_refused(cast, rates):
    far, behind, fine = map(Decimal, rates)
    with pytest.raises(ValidationError):
        records.create(GoalPolicy(far_behind_rate=far, behind_rate=behind, fine_again_rate=fine), by=cast.ada)


def test_there_are_rules_once_and_only_administrators_write_them(cast):
    with pytest.raises(PermissionDenied):
        records.create(GoalPolicy(), by=cast.mei)
    records.create(GoalPolicy(), by=cast.ada)
    with pytest.raises(ValidationError, match="rules of goals already"):
        records.create(GoalPolicy(), by=cast.ada)


@pytest.fixture
def proposed(cast) -> Target:
    with time_machine.travel(TURN, tick=False):
        return propose(by=cast.mei, measure=SALES, kind="month", starts_on=MARCH, goal_amount=Decimal(2200), person=cast.alice)


def test_whoever_owes_the_answer_is_reminded_after_the_workdays_given(proposed):
    assert [remind_of_answers(date(2026, 3, day)) for day in (3, 4, 5, 6)] == [0, 0, 0, 1]
    assert told("goals.answer_overdue") == ["alice"]


def test_and_again_after_as_many_but_not_every_day(proposed):
    assert [remind_of_answers(date(2026, 3, day)) for day in (6, 9, 10, 11, 12)] == [1, 0, 0, 1, 0]


def test_nobody_is_reminded_on_a_free_day_or_after_the_period(proposed):
    assert (remind_of_answers(date(2026, 3, 7)), remind_of_answers(date(2026, 4, 1))) == (0, 0)


def test_after_a_counter_proposal_the_other_side_owes_the_answer_anew(cast, proposed):
    remind_of_answers(date(2026, 3, 6))
    with time_machine.travel("2026-03-09 10:00:00+08:00", tick=False):
        counter(proposed, by=cast.alice, goal_amount=Decimal(2000), reason="Two weeks away")
    assert [remind_of_answers(date(2026, 3, day)) for day in (11, 12, 13)] == [0, 0, 1]
    assert told("goals.answer_overdue") == ["alice", "mei"]


def test_what_was_answered_reminds_nobody(cast, proposed):
    with time_machine.travel("2026-03-03 10:00:00+08:00", tick=False):
        agree(proposed, by=cast.alice)
    assert remind_of_answers(date(2026, 3, 20)) == 0


def test_own_rules_give_more_time(cast, proposed):
    records.create(GoalPolicy(answer_days=10), by=cast.ada)
    assert (remind_of_answers(date(2026, 3, 6)), remind_of_answers(date(2026, 3, 17))) == (0, 1)


def test_many_proposals_cost_as_many_queries_when_nothing_is_due(cast, proposed, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        remind_of_answers(date(2026, 3, 4))
