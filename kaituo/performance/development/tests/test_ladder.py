"""Who is near the next level, and how a proposal becomes a dated level."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kaituo.foundation.approvals.actions import approve, reject
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.development.actions.promotions import propose
from kaituo.performance.development.climbing import Finding, climbs, last_months, months_since
from kaituo.performance.development.models import LevelCriterion, LevelStanding, Promotion
from kaituo.performance.testing import sell

TODAY = date(2026, 7, 1)
NEXT = {"starts_on": date(2026, 8, 1), "reason": "Carries two key customers"}


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [(date(2025, 1, 1), date(2026, 7, 1), 18), (date(2025, 1, 15), date(2026, 7, 14), 17), (date(2026, 7, 1), date(2026, 7, 1), 0)],
)
def test_months_are_full_months(start, day, months):
    assert months_since(start, day) == months


def test_figures_are_of_full_months_before_the_running_one():
    assert last_months(12, date(2026, 7, 20)).start == date(2025, 7, 1)
    assert last_months(12, date(2026, 7, 20)).end == date(2026, 7, 1)


def test_what_is_missing_is_said_with_its_figure(cast, standing):
    sell(cast.alice, date(2026, 5, 4), "700")
    climb = climbs([standing], TODAY)[0]
    assert [(each.kind, each.value, each.is_met) for each in climb.findings] == [("months", Decimal(18), True), ("measure", Decimal(700), False)]
    assert not climb.is_ready


@pytest.mark.parametrize(("value", "is_met"), [("0.04", True), ("0.05", True), ("0.06", False), (None, False)])
def test_of_what_is_better_when_less_a_level_asks_at_most(value, is_met):
    found = Finding("measure", "Overdue", None if value is None else Decimal(value), Decimal("0.05"), "share", is_ceiling=True)
    assert found.is_met is is_met


def test_a_level_knows_of_which_measures_less_is_better(standing):
    asked = [LevelCriterion(level=standing.level, measure=name, figure=Decimal(3)) for name in ("orders.booked_revenue", "receivables.overdue_share")]
    assert [str(each)[-3:] for each in asked] == ["≥ 3", "≤ 3"]


def test_an_approved_promotion_dates_the_level(cast, standing):
    sell(cast.alice, date(2026, 5, 4), "1200")
    row = propose(standing, by=cast.mei, **NEXT)
    assert (row.is_exception, row.findings[1]["value"]) == (False, "1200")
    approve(Request.objects.get(), by=cast.ada)
    row.refresh_from_db()
    assert row.state == "approved"
    assert [(str(each.level), each.starts_on, each.ends_on) for each in LevelStanding.objects.order_by("pk")] == [
        ("Junior", date(2025, 1, 1), date(2026, 8, 1)),
        ("Senior", date(2026, 8, 1), None),
    ]


def test_a_rejected_one_changes_nothing(cast, standing):
    propose(standing, by=cast.mei, **NEXT)
    reject(Request.objects.get(), by=cast.ada, note="Next year")
    assert Promotion.objects.get().state == "rejected"
    assert LevelStanding.objects.get().ends_on is None


def test_one_that_is_not_met_everywhere_is_marked(cast, standing):
    assert propose(standing, by=cast.mei, **NEXT).is_exception


def test_two_proposals_at_once_and_a_day_before_the_present_level_are_refused(cast, standing):
    with pytest.raises(Refused, match="begins after"):
        propose(standing, by=cast.mei, starts_on=date(2025, 1, 1), reason="x")
    propose(standing, by=cast.mei, **NEXT)
    with pytest.raises(Refused):
        propose(standing, by=cast.mei, **NEXT)


def test_nobody_proposes_herself_or_people_elsewhere(cast, standing):
    with pytest.raises(Refused, match="Nobody proposes herself"):
        propose(standing, by=cast.alice, **NEXT)
    with pytest.raises(PermissionDenied):
        propose(standing, by=cast.charlie, **NEXT)


def test_a_second_open_level_is_refused(cast, standing):
    with pytest.raises(ValidationError, match="on a level already"):
        records.create(LevelStanding(person=cast.alice, level=standing.level, starts_on=TODAY), by=cast.ada)


def test_the_person_hears_of_it_only_once_it_is_approved(cast, standing):
    propose(standing, by=cast.mei, **NEXT)
    seen = {name for name in ("alice", "bob", "mei", "charlie", "olga", "ada") if visible(getattr(cast, name), Promotion.objects.all()).exists()}
    assert seen == {"mei", "ada"}
    approve(Request.objects.get(), by=cast.ada)
    assert visible(User.objects.get(pk=cast.alice.pk), Promotion.objects.all()).exists()


def test_the_ladder_shows_who_is_near(client, cast, standing):
    client.force_login(cast.ada)
    page = client.get(reverse("development-ladder-page", args=[standing.level.ladder_id])).content.decode()
    assert "1 of 2" in page
    assert "Propose a promotion" in page


def test_as_many_queries_for_many_people_as_for_few(cast, standing, django_assert_num_queries, django_assert_max_num_queries):
    one = list(LevelStanding.objects.select_related("person", "level"))
    climbs(one, TODAY)
    with django_assert_max_num_queries(8) as few:
        climbs(one, TODAY)
    for number in range(12):
        person = User.objects.create(username=f"p{number}", name=f"P{number}", password="!")
        LevelStanding.objects.create(person=person, level=standing.level, starts_on=date(2025, 1, 1))
    many = list(LevelStanding.objects.select_related("person", "level"))
    with django_assert_num_queries(len(few)):
        assert len(climbs(many, TODAY)) == 13


def test_whoever_left_is_near_nothing_and_not_proposed(client, cast, standing):
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    client.force_login(cast.ada)
    page = client.get(reverse("development-ladder-page", args=[standing.level.ladder_id])).content.decode()
    assert "Alice" not in page
    with pytest.raises(Refused, match="no longer here"):
        propose(standing, by=cast.mei, starts_on=date(2026, 8, 1), reason="She sells")
