"""Cycles: their days, for whom they open, what is refused, and how they end."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.reviews.actions.answering import acknowledge, appeal, calibrate
from kaituo.performance.reviews.actions.assessing import replace_reviewer
from kaituo.performance.reviews.actions.cycles import add_person, close_cycle, open_cycle, share_ready
from kaituo.performance.reviews.models import BonusFactor, Cycle, CycleScope, Review, Verdict
from kaituo.performance.reviews.reminding import remind
from kaituo.performance.testing import sell

from .conftest import assess


def test_deadlines_follow_the_working_calendar(cycle):
    """The quarter ends on Tuesday, 30 June: three workdays later is Friday, eight the Friday after next."""
    assert (cycle.ends_on, cycle.self_by, cycle.manager_by) == (date(2026, 7, 1), date(2026, 7, 3), date(2026, 7, 10))


def test_a_step_before_the_one_before_it_is_refused(cast, cycle):
    with pytest.raises(ValidationError, match="comes after"):
        records.change(cycle, {"manager_by": date(2026, 7, 1)}, by=cast.ada)


def test_a_quarter_begins_with_its_first_day(cast, version):
    with pytest.raises(ValidationError, match="first day of a Quarter"):
        records.create(Cycle(name="Odd", template=version.template, starts_on=date(2026, 5, 1)), by=cast.ada)


def test_members_are_reviewed_by_whoever_leads_them(cast, review):
    assert {(each.person, each.reviewer) for each in Review.objects.all()} == {(cast.alice, cast.mei), (cast.bob, cast.mei)}
    assert {(each.part, each.writer) for each in review.assessments.all()} == {("self", cast.alice), ("manager", cast.mei)}


def test_two_reviews_in_one_period_are_refused_by_name(cast, review, version):
    other = records.create(Cycle(name="Again", template=version.template, starts_on=date(2026, 4, 1)), by=cast.ada)
    records.create(CycleScope(cycle=other, team=cast.east), by=cast.ada)
    with pytest.raises(Refused, match="Alice（Second quarter）"):
        open_cycle(other, by=cast.ada)
    assert not Review.objects.filter(cycle=other).exists()


def test_whoever_nobody_leads_cannot_be_added(cast, review):
    with pytest.raises(Refused, match="Nobody leads"):
        add_person(review.cycle, by=cast.ada, person=cast.ada)
    add_person(review.cycle, by=cast.ada, person=cast.charlie)
    assert Review.objects.get(person=cast.charlie).reviewer == cast.ada


def test_a_cycle_with_unshared_reviews_or_open_appeals_does_not_close(cast, proposed):
    Review.objects.get(person=cast.bob).delete()
    with pytest.raises(Refused, match="Not shared yet: Alice"):
        close_cycle(proposed.cycle, by=cast.ada)
    calibrate(proposed.verdict, by=cast.ada, grade=proposed.verdict.grade)
    share_ready(proposed.cycle, by=cast.ada)
    appeal(proposed, by=cast.alice, objection="One order is missing")
    with pytest.raises(Refused, match="not decided yet: Alice"):
        close_cycle(proposed.cycle, by=cast.ada)


def test_closing_pays_the_factor_of_the_grade_and_moves_nothing_after(cast, proposed):
    Review.objects.get(person=cast.bob).delete()
    calibrate(proposed.verdict, by=cast.ada, grade=proposed.verdict.grade)
    share_ready(proposed.cycle, by=cast.ada)
    proposed.refresh_from_db()
    acknowledge(proposed, by=cast.alice)
    close_cycle(proposed.cycle, by=cast.ada)
    assert BonusFactor.objects.get().factor == Decimal(1)
    sell(cast.alice, date(2026, 5, 5), "500")
    assert Verdict.objects.get(review=proposed).score == Decimal(76)
    with pytest.raises(Refused):
        calibrate(Verdict.objects.get(review=proposed), by=cast.ada, grade=proposed.verdict.grade)


def test_a_reviewer_who_left_is_replaced_with_a_reason(cast, review):
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert Review.objects.select_related("reviewer").get(pk=review.pk).has_lost_reviewer
    replace_reviewer(review, by=cast.ada, reviewer=cast.ada, reason="Mei left")
    review.refresh_from_db()
    assess(review, cast.ada, 3, 3)
    assert (review.reviewer, review.state) == (cast.ada, "proposed")
    assert review.assessments.get(writer=cast.mei).dropped_because == "Mei left"


def test_writers_are_reminded_two_workdays_ahead_and_on_the_day(cast, review):
    """Two self-assessments are due on Friday the third."""
    assert remind(date(2026, 7, 1)) == 2
    assert remind(date(2026, 7, 1)) == 0
    assert remind(date(2026, 7, 3)) == 2
    assert remind(date(2026, 7, 4)) == 0
