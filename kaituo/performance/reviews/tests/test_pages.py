"""The pages: the own desk, the form, the board, the paper; and that they ask no more for many than for few."""

import re

import pytest
from django.urls import reverse

from kaituo.foundation.identity.models import Grant, Membership, Role, User
from kaituo.foundation.screens.screen import SCREENS, url_of
from kaituo.performance.reviews.actions.answering import appeal, calibrate, share
from kaituo.performance.reviews.actions.assessing import ask_others
from kaituo.performance.reviews.board import board_of
from kaituo.performance.reviews.models import Assessment, Cycle, Review, Verdict
from kaituo.performance.reviews.settling import settle

from .conftest import LONG_SCALE_STEP, assess


def test_the_desk_shows_what_is_asked_of_her(client, cast, review):
    client.force_login(cast.alice)
    page = client.get(reverse("reviews-mine")).content.decode()
    assert "Assess yourself" in page
    assert "The criteria, as published on" in page


def test_a_self_assessment_is_kept_and_handed_in(client, cast, review):
    client.force_login(cast.alice)
    row = review.assessments.get(part="self")
    address, first = reverse("reviews-assess", args=[row.pk]), review.cycle.review_version.criteria.filter(kind="judgement").first()
    assert "Sales" in client.get(address).content.decode()
    sent = {f"step_{first.pk}": "4", f"text_{first.pk}": "Two customers said so", "deed": "keep", "version": row.version}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert client.post(address, sent | {"deed": "hand_in", "version": row.version}).status_code == 302
    assert Assessment.objects.get(pk=row.pk).state == "handed_in"


def test_a_refused_form_says_what_to_mend(client, cast, review):
    client.force_login(cast.mei)
    row = review.assessments.get(part="manager")
    first = review.cycle.review_version.criteria.filter(kind="judgement").first()
    address = reverse("reviews-assess", args=[row.pk])
    answer = client.post(address, {f"step_{first.pk}": str(LONG_SCALE_STEP), "deed": "hand_in", "version": row.version})
    assert answer.status_code == 422
    assert "names its evidence" in answer.content.decode()
    assert client.post(address, {f"step_{first.pk}": "99", "deed": "keep"}).status_code == 422


def test_a_form_of_somebody_else_is_not_found(client, cast, review):
    client.force_login(cast.charlie)
    assert client.get(reverse("reviews-assess", args=[review.assessments.get(part="self").pk])).status_code == 404


def test_the_board_confirms_and_moves(client, cast, proposed):
    client.force_login(cast.ada)
    verdict = Verdict.objects.get(review=proposed)
    assert "76.0" in client.get(reverse("reviews-board", args=[proposed.cycle_id])).content.decode()
    client.post(reverse("reviews-seat", args=[verdict.pk]), {"grade": verdict.grade_id})
    assert Review.objects.get(pk=proposed.pk).state == "calibrated"


def test_a_grade_moved_without_a_reason_is_refused_on_the_board(client, cast, proposed):
    client.force_login(cast.ada)
    verdict = Verdict.objects.get(review=proposed)
    other = proposed.cycle.review_version.grades.exclude(pk=verdict.grade_id).first()
    answer = client.post(reverse("reviews-seat", args=[verdict.pk]), {"grade": other.pk}, follow=True)
    assert "say why" in answer.content.decode()
    assert Review.objects.get(pk=proposed.pk).state == "proposed"


def test_the_second_reader_decides_on_the_page_of_the_appeal(client, cast, proposed):
    verdict = Verdict.objects.get(review=proposed)
    calibrate(verdict, by=cast.ada, grade=verdict.grade)
    share(Review.objects.get(pk=proposed.pk), by=cast.mei)
    found = appeal(Review.objects.get(pk=proposed.pk), by=cast.alice, objection="One order is missing")
    client.force_login(cast.ada)
    assert "One order is missing" in client.get(url_of(found)).content.decode()
    sent = {"outcome": "upheld", "answer": "It lies in the next quarter"}
    assert client.post(reverse("reviews-appeal-verb", args=[found.pk, "decide"]), sent).status_code == 302
    found.refresh_from_db()
    assert found.outcome == "upheld"


def test_no_two_screens_share_an_address():
    slugs = [screen.slug for screen in SCREENS.values()]
    assert sorted({slug for slug in slugs if slugs.count(slug) > 1}) == []


def test_the_board_is_not_for_the_reviewed(client, cast, proposed):
    client.force_login(cast.charlie)
    page = client.get(reverse("reviews-board", args=[proposed.cycle_id]))
    assert "Alice" not in page.content.decode()


def test_a_shared_review_is_printed_and_another_is_not(client, cast, proposed):
    client.force_login(cast.alice)
    address = reverse("reviews-paper", args=[proposed.pk, "en"])
    assert client.get(address).status_code == 404
    verdict = Verdict.objects.get(review=proposed)
    calibrate(verdict, by=cast.ada, grade=verdict.grade)
    share(Review.objects.get(pk=proposed.pk), by=cast.mei)
    assert client.get(address).content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["alice", "mei", "ada"])
def test_every_page_opens(client, cast, proposed, name):
    ask = Review.objects.get(person=cast.bob)
    ask_others(ask, by=cast.mei, peers=[cast.alice])
    client.force_login(getattr(cast, name))
    pages = ["reviews-review-list", "reviews-assessment-list", "reviews-cycle-list", "reviews-appeal-list", "reviews-verdict-list", "reviews-mine"]
    assert {client.get(reverse(page)).status_code for page in pages} == {200}
    assert client.get(reverse("reviews-review-page", args=[proposed.pk])).status_code == 200


def test_a_criterion_is_added_from_the_page_of_a_draft(client, cast, draft):
    client.force_login(cast.ada)
    page = client.get(reverse("reviews-reviewversion-page", args=[draft.pk])).content.decode()
    assert f"{reverse('reviews-criterion-new')}?review_version={draft.pk}" in page
    sent = {
        "review_version": draft.pk,
        "position": 3,
        "kind": "judgement",
        "question": "Calm",
        "words": "Never\nAlways",
        "weight": "20",
        "against": "goal",
    }
    assert client.post(reverse("reviews-criterion-new"), sent | {"least_count": "0"}).status_code == 302
    wrong = sent | {"question": "Short", "words": "One", "least_count": "0"}
    answer = client.post(reverse("reviews-criterion-new"), wrong)
    assert "two to seven steps" in answer.content.decode()


def test_a_rep_sees_of_a_cycle_only_what_is_published(client, cast, review):
    Grant.objects.create(role=Role.objects.get(key="rep"), model="reviews.Cycle", verb="view", scope="all")
    client.force_login(cast.alice)
    page = client.get(reverse("reviews-cycle-page", args=[review.cycle_id])).content.decode()
    assert not re.search(r"\bBob\b", page)
    assert "Second quarter" in page


@pytest.mark.parametrize(("screen", "attribute"), [("cycle", "cycle"), ("reviewversion", "version"), ("reviewtemplate", "template")])
def test_cycle_and_criteria_open(client, cast, proposed, screen, attribute):
    client.force_login(cast.ada)
    version = proposed.cycle.review_version
    row = {"cycle": proposed.cycle, "version": version, "template": version.template}[attribute]
    assert client.get(reverse(f"reviews-{screen}-page", args=[row.pk])).status_code == 200
    assert client.get(reverse(f"reviews-{screen}-list")).status_code == 200
    assert client.get(reverse(f"reviews-{screen}-new")).status_code == 200


def test_the_board_asks_as_much_for_many_as_for_few(cast, proposed, django_assert_num_queries, django_assert_max_num_queries):
    board_of(Cycle.objects.get(), cast.ada)
    with django_assert_max_num_queries(25) as few:
        board_of(Cycle.objects.get(), User.objects.get(pk=cast.ada.pk))
    people = [User.objects.create(username=f"p{number}", name=f"P{number}", password="!") for number in range(12)]
    Membership.objects.bulk_create([Membership(user=person, team=cast.east, starts_on="2026-01-01") for person in people])
    for person in people:
        row = Review.objects.create(cycle=proposed.cycle, person=person, reviewer=cast.mei)
        settle(Assessment.objects.create(review=row, part="manager", writer=cast.mei, due_on="2026-07-10"))
    with django_assert_num_queries(len(few)):
        assert len(board_of(Cycle.objects.get(), User.objects.get(pk=cast.ada.pk)).seats) == len(people) + 2


def test_the_same_person_is_not_asked_twice(cast, review):
    assess(review, cast.alice, 3, 3)
    assert review.assessments.filter(writer=cast.alice).count() == 1


def test_the_desk_asks_as_much_for_many_as_for_few(client, cast, review, django_assert_num_queries, django_assert_max_num_queries):
    client.force_login(cast.mei)
    client.get(reverse("reviews-mine"))
    asked = Assessment.objects.filter(writer=cast.mei, part="manager")
    assert asked.count() > 1
    with django_assert_max_num_queries(60) as many:
        client.get(reverse("reviews-mine"))
    asked.exclude(review=review).delete()
    with django_assert_num_queries(len(many)):
        client.get(reverse("reviews-mine"))


def test_the_cycle_names_whoever_left_while_being_reviewed(client, cast, proposed):
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    client.force_login(cast.ada)
    page = client.get(reverse("reviews-cycle-page", args=[proposed.cycle_id])).content.decode()
    assert "call the review off; until then the cycle cannot be closed" in page


def test_the_manager_is_told_that_the_person_has_not_written_yet(client, cast, review):
    client.force_login(cast.mei)
    address = reverse("reviews-assess", args=[review.assessments.get(part="manager").pk])
    assert "has not written of herself yet" in client.get(address).content.decode()
    assess(review, cast.alice, 4, 4)
    assert "has not written of herself yet" not in client.get(address).content.decode()


def test_the_reviews_of_a_reviewer_who_left_stand_together_and_go_to_another_at_once(client, cast, review):
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    client.force_login(cast.ada)
    page = client.get(reverse("reviews-cycle-page", args=[review.cycle_id])).content.decode()
    together = f"{reverse('reviews-review-list')}?cycle={review.cycle_id}&amp;reviewer={cast.mei.pk}"
    assert together in page
    chosen = {"row": list(Review.objects.values_list("pk", flat=True)), "reviewer": cast.ada.pk, "reason": "Mei left"}
    client.post(reverse("reviews-review-bulk", args=["replace_reviewer"]), chosen)
    assert set(Review.objects.values_list("reviewer", flat=True)) == {cast.ada.pk}
