"""What places win: shared places share prizes, exact to the smallest unit."""

from hypothesis import given
from hypothesis import strategies as st

from kaituo.performance.contests.engine.prizes import Prize, among, won


def money(places, prizes) -> dict[int, int]:
    found: dict[int, int] = {}
    for each in won(places, prizes):
        found[each.winner] = found.get(each.winner, 0) + each.minor
    return found


FIRST, SECOND, THIRD = (Prize(key, key, key, minor, "CNY") for key, minor in ((1, 500_00), (2, 300_00), (3, 150_01)))


def test_each_place_wins_its_prize():
    assert money([(7, 1), (8, 2), (9, 3)], [FIRST, SECOND, THIRD]) == {7: 500_00, 8: 300_00, 9: 150_01}


def test_two_on_the_second_place_share_the_second_and_the_third_prize():
    assert money([(7, 1), (8, 2), (9, 2)], [FIRST, SECOND, THIRD]) == {7: 500_00, 8: 225_01, 9: 225_00}


def test_places_beyond_the_prizes_win_nothing():
    assert money([(7, 4), (8, 5)], [FIRST, SECOND, THIRD]) == {}


def test_a_thing_that_two_share_is_won_jointly():
    found = won([(7, 1), (8, 1)], [Prize(1, 1, 1, thing="A trip")])
    assert [(each.winner, each.thing, each.is_joint) for each in found] == [(7, "A trip", True), (8, "A trip", True)]


def test_a_thing_for_each_of_the_places_is_not_joint():
    assert [each.is_joint for each in won([(7, 1), (8, 1)], [Prize(1, 1, 2, thing="A day off")])] == [False, False]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.lists(st.integers(0, 99_999), min_size=1, max_size=6))
def test_what_is_paid_is_what_the_taken_places_win(groups, amounts):
    """Whatever ties there are, the money of the places that are taken goes out, no cent more or less."""
    places, place, key = [], 1, 0
    for size in groups:
        for _each in range(size):
            key += 1
            places.append((key, place))
        place += size
    prizes = [Prize(number, number, number, amount, "CNY") for number, amount in enumerate(amounts, 1)]
    assert sum(money(places, prizes).values()) == sum(amount for number, amount in enumerate(amounts, 1) if number <= len(places))


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20, unique=True), st.integers(0, 1_000_000))
def test_a_team_shares_its_prize_to_the_last_cent(members, minor):
    parts = among(members, minor)
    assert sum(parts.values()) == minor
    assert max(parts.values()) - min(parts.values()) <= 1
