"""Names and figures on boards: with and without a wish, inside and outside."""

from datetime import date

import pytest
from django.urls import reverse

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import Grant, Role
from kaituo.performance.contests.actions.deciding import choose_ranking
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.models import Contest
from kaituo.performance.testing import sell

from .conftest import announced, draft


@pytest.fixture
def house(cast):
    """Reps and managers read all announced contests; an agency's people only theirs."""
    for key in ("rep", "manager"):
        Grant.objects.create(role=Role.objects.get(key=key), model="contests.Contest", verb="view", scope="all")
    return cast


@pytest.fixture
def contest(house):
    row = announced(house, {"team": house.east}, {"person": house.olga}, {"person": house.charlie})
    for person, amount in ((house.alice, "900"), (house.bob, "700"), (house.olga, "500"), (house.charlie, "300")):
        sell(person, date(2026, 5, 4), amount)
    return row


def names(contest, reader) -> list[str]:
    return [str(line.entrant) if line.is_named else "?" for line in board_of(contest, reader).lines]


def test_in_the_house_everybody_is_named(contest, house):
    assert names(contest, house.charlie) == ["Alice", "Bob", "Olga", "Charlie"]


def test_without_her_name_she_is_known_to_herself_and_whoever_leads_her(contest, house):
    choose_ranking(True, by=house.alice)
    assert names(contest, house.alice)[0] == names(contest, house.mei)[0] == "Alice"
    assert names(contest, house.charlie)[0] == names(contest, house.bob)[0] == "?"
    assert board_of(contest, house.charlie).lines[0].place == 1
    choose_ranking(False, by=house.alice)
    assert names(contest, house.charlie)[0] == "Alice"


def test_an_agencys_person_sees_her_own_line_and_places_of_the_others(contest, house):
    lines = board_of(contest, house.olga).lines
    assert [line.is_named for line in lines] == [False, False, True, False]
    assert [line.figure for line in lines] == [None, None, 500, None]
    assert [line.href for line in lines if not line.is_named] == ["", "", ""]


def test_only_whoever_may_see_the_records_is_led_to_them(contest, house):
    hrefs = {str(line.entrant): bool(line.href) for line in board_of(contest, house.bob).lines}
    assert hrefs == {"Alice": False, "Bob": True, "Olga": False, "Charlie": False}


def test_a_draft_is_its_makers_and_a_contest_its_entrants(house):
    private = draft(house)
    assert not visible(house.alice, Contest.objects.filter(pk=private.pk)).exists()
    mine = announced(house, {"person": house.charlie}, {"person": house.bob}, name="West only")
    assert not may(house.olga, "view", mine)


def test_the_page_never_tells_a_name_that_is_to_be_left_out(contest, house, browser):
    choose_ranking(True, by=house.alice)
    page = browser(house.charlie).get(reverse("contests-board", args=[contest.pk])).content.decode()
    assert "Bob" in page
    assert "Alice" not in page


def test_she_chooses_on_the_page_of_the_contest(contest, house, browser):
    browser(house.alice).post(reverse("contests-ranking", args=[contest.pk]), {"name": "no"})
    assert names(contest, house.charlie)[0] == "?"


def test_a_board_asks_as_many_questions_however_many_take_part(contest, house, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        board_of(contest, house.mei)
