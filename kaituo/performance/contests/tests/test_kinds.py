"""Each kind of contest on entries of the ledger."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.metrics.choices import COUNT, FLOW
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.records.models import Event
from kaituo.performance.contests.actions.contests import close, confirm
from kaituo.performance.contests.board import board_of
from kaituo.performance.contests.models import Award
from kaituo.performance.testing import sell

from .conftest import announced

CALLS = "testing.calls"


@pytest.fixture
def west(cast):
    """Dora sells beside Charlie in West."""
    dora = User.objects.create(username="dora", name="Dora", password="!")
    Membership.objects.create(user=dora, team=cast.west, starts_on=date(2020, 1, 1))
    return dora


def seen(contest, reader) -> list[tuple]:
    return [(str(line.entrant), line.place, line.figure) for line in board_of(contest, reader).lines]


def test_teams_stand_by_what_their_members_had_as_members(cast, west):
    contest = announced(cast, {"team": cast.east}, {"team": cast.west}, kind="team")
    sell(cast.alice, date(2026, 5, 4), "300")
    sell(cast.bob, date(2026, 5, 4), "300")
    sell(cast.charlie, date(2026, 5, 4), "500")
    assert seen(contest, cast.ada) == [("East", 1, 600), ("West", 2, 500)]


def test_per_head_teams_of_different_size_are_compared_fairly(cast):
    contest = announced(cast, {"team": cast.east}, {"team": cast.west}, kind="team", is_per_head=True)
    sell(cast.alice, date(2026, 5, 4), "300")
    sell(cast.bob, date(2026, 5, 4), "300")
    sell(cast.charlie, date(2026, 5, 4), "500")
    assert seen(contest, cast.ada) == [("West", 1, 500), ("East", 2, 300)]


def test_a_teams_money_is_shared_by_its_members(cast, clock):
    contest = announced(cast, {"team": cast.east}, {"team": cast.west}, kind="team", prizes=((1, 1, "100.01"),))
    sell(cast.alice, date(2026, 5, 4), "300")
    clock.move_to("2026-06-01 09:00:00+08:00")
    close(contest, by=cast.ada)
    confirm(contest, by=cast.ada)
    assert {award.person: award.amount for award in Award.objects.all()} == {cast.alice: Decimal("50.01"), cast.bob: Decimal("50.00")}


def test_in_a_relay_the_next_one_runs_when_the_figure_is_reached(cast, west):
    contest = announced(cast, {"team": cast.east}, {"team": cast.west}, kind="relay", figure=Decimal(100))
    sell(cast.alice, date(2026, 5, 4), "150")
    sell(cast.bob, date(2026, 5, 4), "900")
    sell(cast.bob, date(2026, 5, 6), "40")
    east, west_line = board_of(contest, cast.ada).lines
    assert (str(east.entrant), east.legs_done, [leg.figure for leg in east.runners]) == ("East", 1, [150, 40])
    assert west_line.legs_done == 0


def test_in_a_relay_people_run_in_the_order_in_which_they_are_named(cast):
    runners = [{"team": cast.east, "person": cast.bob}, {"team": cast.east, "person": cast.alice}]
    contest = announced(cast, *runners, {"team": cast.west}, kind="relay", figure=Decimal(100))
    assert contest.entrants.get(team=cast.east).legs == [cast.bob.pk, cast.alice.pk]


def test_the_first_to_reach_it_is_found_by_the_moment(cast):
    contest = announced(cast, kind="first_to", figure=Decimal(100))
    for person, record, hour in ((cast.alice, 1, 8), (cast.bob, 2, 3)):
        sell(person, date(2026, 5, 4), "120", record=record)
        at = datetime(2026, 5, 4, hour, tzinfo=UTC)
        where = {"subject_type": "customers.Account", "subject_id": record, "subject_text": "x", "name": "x", "actor": cast.ada}
        Event.objects.create(**where, at=at, changes={"confirmed_on": [None, "2026-05-04"]})
    bob, alice = board_of(contest, cast.ada).lines
    assert (bob.entrant.person, bob.reached_at, alice.place) == (cast.bob, datetime(2026, 5, 4, 3, tzinfo=UTC), 2)


def test_where_only_the_day_is_known_it_counts_as_its_end(cast):
    contest = announced(cast, kind="first_to", figure=Decimal(100))
    sell(cast.alice, date(2026, 5, 4), "60", record=1)
    sell(cast.alice, date(2026, 5, 7), "60", record=2)
    line = board_of(contest, cast.ada).lines[0]
    assert line.reached_at.isoformat() == "2026-05-07T23:59:59+08:00"


def test_most_improved_compares_with_as_many_days_before(cast):
    contest = announced(cast, kind="most_improved", least_base=Decimal(50))
    sell(cast.alice, date(2026, 4, 10), "100")
    sell(cast.alice, date(2026, 5, 4), "150")
    sell(cast.bob, date(2026, 5, 4), "900")
    alice, bob = board_of(contest, cast.ada).lines
    assert (alice.place, alice.rate, alice.base) == (1, Decimal("0.5"), 100)
    assert (bob.place, bob.state) == (None, "no_base")


def test_a_second_measure_decides_between_equals(cast):
    if CALLS not in MEASURES:
        measure(CALLS, "Calls", kind=FLOW, unit=COUNT)
    contest = announced(cast, tie_rule="second", second_measure=CALLS)
    sell(cast.alice, date(2026, 5, 4), "100")
    sell(cast.bob, date(2026, 5, 4), "100")
    sell(cast.bob, date(2026, 5, 5), "3", measure=CALLS, currency="")
    assert [str(line.entrant) for line in board_of(contest, cast.ada).lines] == ["Bob", "Alice"]
