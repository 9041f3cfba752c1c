"""Whose turn it is: nobody is passed over, weights are kept, the least laden goes first."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.allocation.engine.turns import IN_TURN, LEAST, WEIGHTED, Seat, joined, share_out


def seats(*weights, **more):
    return [Seat(person, person, weight, **more) for person, weight in enumerate(weights, 1)]


def test_in_turn_goes_round_and_goes_on_where_it_stopped():
    first, after = share_out(seats(1, 1, 1), IN_TURN, 4)
    second, _after = share_out(after, IN_TURN, 3)
    assert (first, second) == ([1, 2, 3, 1], [2, 3, 1])


def test_by_weight_each_gets_her_part():
    people, _after = share_out(seats(3, 1), WEIGHTED, 8)
    assert Counter(people) == {1: 6, 2: 2}


def test_whoever_has_least_comes_first_until_all_have_the_same():
    loads = [Seat(1, 1, load=5), Seat(2, 2, load=2)]
    people, _after = share_out(loads, LEAST, 5)
    assert people == [2, 2, 2, 1, 2]


def test_whoever_joins_later_is_not_given_everything():
    _people, after = share_out(seats(1, 1), WEIGHTED, 100)
    newcomer = joined(Seat(3, 3), after)
    people, _after = share_out([*after, newcomer], WEIGHTED, 9)
    assert Counter(people) == {1: 3, 2: 3, 3: 3}


@given(st.integers(1, 8), st.integers(0, 200))
def test_in_turn_nobody_is_two_ahead_of_anybody(people, count):
    given_out, _after = share_out(seats(*[1] * people), IN_TURN, count)
    counts = Counter({person: 0 for person in range(1, people + 1)}) + Counter(given_out)
    every = [counts[person] for person in range(1, people + 1)]
    assert sum(every) == count
    assert max(every) - min(every) <= 1


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 40))
def test_by_weight_a_whole_round_is_exact(weights, rounds):
    given_out, _after = share_out(seats(*weights), WEIGHTED, sum(weights) * rounds)
    assert Counter(given_out) == {person: weight * rounds for person, weight in enumerate(weights, 1)}
