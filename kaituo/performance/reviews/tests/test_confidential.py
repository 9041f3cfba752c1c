"""Who reads what, at every step: by a table."""

import pytest
from django.urls import reverse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Grant, Role
from kaituo.performance.reviews.actions.answering import appeal, calibrate, share
from kaituo.performance.reviews.actions.assessing import ask_others
from kaituo.performance.reviews.models import Answer, Appeal, Assessment, BonusFactor, Calibration, Review, Verdict

from .conftest import WORDS, assess

PEOPLE = ("alice", "bob", "mei", "charlie", "olga", "ada")


def seen(cast, rows) -> set[str]:
    return {name for name in PEOPLE if visible(getattr(cast, name), rows).exists()}


@pytest.fixture
def asked(cast, review):
    """Bob and Charlie said something; Mei handed in; nothing is shared."""
    ask_others(review, by=cast.mei, peers=[cast.bob], colleagues=[cast.charlie])
    assess(review, cast.bob, 2, 2)
    assess(review, cast.charlie, 3, 4)
    assess(review, cast.alice, 4, 4)
    assess(review, cast.mei, 3, 4, summary="Solid")
    return review


BEFORE = [
    (Review, {}, {"alice", "mei", "ada"}),
    (Verdict, {}, {"mei", "ada"}),
    (Assessment, {"part": "self"}, {"alice", "mei", "ada"}),
    (Assessment, {"part": "manager"}, {"mei", "ada"}),
    (Assessment, {"part": "peer"}, {"bob", "mei", "ada"}),
    (Answer, {"assessment__part": "peer"}, {"bob", "mei", "ada"}),
    (Answer, {"assessment__part": "manager"}, {"mei", "ada"}),
    (Answer, {"assessment__part": "self"}, {"alice", "mei", "ada"}),
]


@pytest.mark.parametrize(("model", "which", "who"), BEFORE)
def test_before_it_is_shared(cast, asked, model, which, who):
    path = {"Review": "pk", "Verdict": "review", "Assessment": "review", "Answer": "assessment__review"}[model.__name__]
    assert seen(cast, model.objects.filter(**{path: asked.pk}, **which)) == who


def test_what_is_not_handed_in_is_its_writers_alone(cast, asked):
    Assessment.objects.filter(part="peer").update(state="asked")
    assert seen(cast, Answer.objects.filter(assessment__part="peer")) == {"bob"}


def test_once_shared_the_person_reads_her_manager_but_never_a_peer(cast, asked):
    calibrate(asked.verdict, by=cast.ada, grade=asked.verdict.grade)
    share(Review.objects.get(pk=asked.pk), by=cast.mei)
    assert seen(cast, Verdict.objects.all()) == {"alice", "mei", "ada"}
    assert seen(cast, Answer.objects.filter(assessment__part="manager")) == {"alice", "mei", "ada"}
    assert seen(cast, Assessment.objects.filter(part__in=["peer", "colleague"])) == {"bob", "charlie", "mei", "ada"}
    assert seen(cast, Calibration.objects.all()) == {"mei", "ada"}


def test_the_page_shows_the_person_what_others_said_without_their_names(client, cast, asked):
    calibrate(asked.verdict, by=cast.ada, grade=asked.verdict.grade)
    share(Review.objects.get(pk=asked.pk), by=cast.mei)
    client.force_login(cast.alice)
    page = client.get(reverse("reviews-review-page", args=[asked.pk])).content.decode()
    assert "2.5 of 5 on average, 2 answers" in page
    assert f"{WORDS} Bob" in page
    assert reverse("reviews-assessment-list") not in page


def test_too_few_answers_of_others_are_not_shown(client, cast, asked):
    asked.cycle.review_version.__class__.objects.update(least_others=3)
    calibrate(asked.verdict, by=cast.ada, grade=asked.verdict.grade)
    share(Review.objects.get(pk=asked.pk), by=cast.mei)
    client.force_login(cast.alice)
    page = client.get(reverse("reviews-review-page", args=[asked.pk])).content.decode()
    assert "too few answered" in page
    assert "on average" not in page


def test_before_sharing_the_page_of_the_person_tells_nothing_of_the_manager(client, cast, asked):
    client.force_login(cast.alice)
    page = client.get(reverse("reviews-review-page", args=[asked.pk])).content.decode()
    assert "Solid" not in page
    assert f"{WORDS} {cast.mei.name}" not in page
    assert f"{WORDS} Bob" not in page


def test_finance_sees_only_what_pays(cast, asked):
    role = Role.objects.get(key="finance")
    Grant.objects.filter(role=role).delete()
    Grant.objects.create(role=role, model="reviews.BonusFactor", verb="view", scope="all")
    BonusFactor.objects.create(review=asked, person=cast.alice, starts_on=asked.cycle.starts_on, ends_on=asked.cycle.ends_on, factor=1)
    assert visible(cast.fang, BonusFactor.objects.all()).exists()
    assert not any(visible(cast.fang, model.objects.all()).exists() for model in (Review, Verdict, Answer, Appeal, Calibration))


def test_a_coordinator_sees_what_is_shared_with_her_people_and_nothing_before(cast, asked):
    cast.alice.memberships.update(team=cast.agency)
    assert not visible(cast.olga, Review.objects.filter(pk=asked.pk)).exists()
    Review.objects.filter(pk=asked.pk).update(state="shared")
    assert visible(cast.olga, Review.objects.filter(pk=asked.pk)).exists()
    assert not visible(cast.olga, Assessment.objects.filter(review=asked)).exists()


def test_an_appeal_is_read_by_both_sides_and_the_second_reader(cast, asked):
    calibrate(asked.verdict, by=cast.ada, grade=asked.verdict.grade)
    share(Review.objects.get(pk=asked.pk), by=cast.mei)
    appeal(asked, by=cast.alice, objection="One order is missing")
    assert seen(cast, Appeal.objects.all()) == {"alice", "mei", "ada"}


def test_whoever_sees_the_result_alone_does_not_print_what_was_written(client, cast, asked):
    """An agency's coordinator reads grade and score; the paper names every judgement and its words."""
    cast.alice.memberships.update(team=cast.agency)
    Review.objects.filter(pk=asked.pk).update(state="shared")
    address = reverse("reviews-paper", args=[asked.pk, "en"])
    codes = {}
    for name in ("olga", "alice", "mei"):
        client.force_login(getattr(cast, name))
        codes[name] = client.get(address).status_code
    assert codes == {"olga": 404, "alice": 200, "mei": 200}
