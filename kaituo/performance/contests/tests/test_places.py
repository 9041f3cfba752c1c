"""A contest in short: one's own place with the gap to the next, and one's people; names only as boards show them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaituo.foundation.identity.models import Grant, Role, User
from kaituo.performance.contests.actions.deciding import choose_ranking
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.places import of_concern, place_of
from kaituo.performance.testing import sell

from .conftest import MAY, announced, draft


def place(contest, reader):
    return place_of(board_of(contest, reader), reader)


@pytest.fixture
def running(cast):
    contest = announced(cast)
    sell(cast.alice, date(2026, 5, 1), "800", record=11)
    sell(cast.bob, date(2026, 5, 1), "500", record=12)
    return contest


def test_the_second_reads_what_is_missing_to_the_first(cast, running):
    found = place(running, cast.bob)
    assert (found.mine.place, found.gap, found.next_place) == (2, Decimal(300), 1)


def test_the_first_reads_how_far_ahead_she_is(cast, running):
    found = place(running, cast.alice)
    assert (found.mine.place, found.gap, found.is_ahead) == (1, Decimal(300), True)


def test_of_a_figure_to_reach_what_is_missing_to_it(cast):
    contest = announced(cast, kind="first_to", figure=Decimal(1000))
    sell(cast.alice, date(2026, 5, 1), "400", record=11)
    assert place(contest, cast.alice).gap == Decimal(600)


def test_whoever_leads_sees_her_people_best_first(cast, running):
    found = place(running, cast.mei)
    assert found.mine is None
    assert [line.entrant.person for line in found.led] == [cast.alice, cast.bob]


def test_whoever_is_beside_sees_no_others_in_short(cast, running):
    assert place(running, cast.alice).led == []


def test_a_name_kept_off_boards_is_named_to_herself_and_to_whoever_leads(client, cast, running):
    choose_ranking(is_unnamed=True, by=cast.alice)
    assert [line.entrant.person for line in place(running, cast.mei).led] == [cast.alice, cast.bob]
    assert place(running, cast.alice).mine.place == 1
    client.force_login(cast.bob)
    assert "Alice" not in client.get(reverse("contests-place", args=[running.pk])).content.decode()


def test_running_contests_concern_who_takes_part_and_who_leads_her(cast, running):
    draft(cast, name="Not announced")
    Grant.objects.create(role=Role.objects.get(key="manager"), model="contests.Contest", verb="view", scope="all")
    assert [list(of_concern(person, MAY)) for person in (cast.alice, User.objects.get(pk=cast.mei.pk))] == [[running], [running]]
    assert list(of_concern(cast.charlie, MAY)) == []


def test_of_a_draft_there_is_no_place(client, cast):
    client.force_login(cast.ada)
    assert client.get(reverse("contests-place", args=[draft(cast).pk])).status_code == 404


def test_the_first_page_names_the_contest_and_asks_for_the_place(client, cast, running):
    client.force_login(cast.alice)
    page = client.get(reverse("home")).content.decode()
    assert reverse("contests-place", args=[running.pk]) in page
    client.force_login(cast.charlie)
    assert reverse("contests-place", args=[running.pk]) not in client.get(reverse("home")).content.decode()


def test_the_first_page_asks_as_much_for_many_contests_as_for_one(client, cast, running):
    client.force_login(cast.alice)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("home"))
    for number in range(4):
        announced(cast, name=f"Another {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("home"))
    assert len(many) == len(one)
