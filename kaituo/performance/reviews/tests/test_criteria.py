"""Criteria: what keeps them from being published, and that they stay as they are."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.reviews.actions.criteria import begin_version, publish
from kaituo.performance.reviews.actions.cycles import open_cycle
from kaituo.performance.reviews.models import Criterion, Cycle, CycleScope, Grade

from .conftest import SALES, criterion


def test_weights_that_do_not_add_up_are_refused_naming_the_section(cast, draft):
    with pytest.raises(Refused, match=r"80 % instead of 100 %: without section 60 %；Ways 20 %"):
        publish(draft, by=cast.ada)


def test_a_gap_below_the_lowest_grade_is_refused(cast, draft):
    criterion(cast, draft, question="More")
    Grade.objects.filter(name="Weak").update(least_points=10)
    with pytest.raises(Refused, match="lowest grade begins at 10"):
        publish(draft, by=cast.ada)


def test_usual_shares_that_do_not_add_up_are_refused(cast, draft):
    criterion(cast, draft, question="More")
    Grade.objects.filter(name="Weak").update(guide_share=10)
    with pytest.raises(Refused, match="add up to 10 %"):
        publish(draft, by=cast.ada)


def test_a_curve_that_rewards_the_worse_figure_is_refused(cast, draft):
    criterion(cast, draft, kind="measure", measure=SALES, against="goal", points="0.6=100, 1=0", words="")
    with pytest.raises(Refused, match="fewer points for the better figure"):
        publish(draft, by=cast.ada)


def test_of_what_should_be_little_the_target_is_a_limit(cast, draft, monkeypatch):
    monkeypatch.setitem(MEASURES, SALES, replace(MEASURES[SALES], direction="less"))
    row = criterion(cast, draft, kind="measure", measure=SALES, against="stated", target=0, words="")
    assert (row.plain.is_ceiling, row.plain.target) == (True, 0)


def test_published_criteria_never_change(cast, version):
    row = version.criteria.first()
    with pytest.raises(ValidationError, match="Begin a new version"):
        records.change(row, {"weight": 10}, by=cast.ada)
    with pytest.raises(ValidationError, match="Begin a new version"):
        records.create(Grade(review_version=version, name="Late", least_points=30), by=cast.ada)


def test_a_new_version_takes_everything_over_and_says_why(cast, version):
    new = begin_version(version.template, by=cast.ada, reason="Care counts more")
    assert (new.number, new.criteria.count(), new.grades.count(), new.is_draft) == (2, 3, 3, True)
    publish(new, by=cast.ada)
    assert version.template.present_version == new


def test_a_change_without_a_reason_is_refused(cast, version):
    new = begin_version(version.template, by=cast.ada, reason="x")
    records.change(new, {"reason": ""}, by=cast.ada)
    with pytest.raises(Refused, match="Say why"):
        publish(new, by=cast.ada)


def test_a_judgement_without_words_for_its_steps_is_refused(cast, draft):
    row = Criterion(review_version=draft, question="Care", words="Good", weight=20)
    with pytest.raises(ValidationError, match="two to seven steps"):
        records.create(row, by=cast.ada)


def test_a_cycle_whose_criteria_came_too_late_is_refused(cast, above, version):
    cycle = records.create(Cycle(name="First", template=version.template, starts_on=date(2026, 1, 1)), by=cast.ada)
    records.create(CycleScope(cycle=cycle, team=cast.east), by=cast.ada)
    with pytest.raises(Refused, match="not published before 2026-01-01"):
        open_cycle(cycle, by=cast.ada)


def test_a_running_cycle_keeps_the_version_it_was_opened_with(cast, review):
    held = review.cycle.review_version
    publish(begin_version(held.template, by=cast.ada, reason="New"), by=cast.ada)
    review.cycle.refresh_from_db()
    assert review.cycle.review_version == held
