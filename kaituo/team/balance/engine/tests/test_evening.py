"""Moves even out, stay in place, and are few."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.balance.engine.evening import Parcel, Seat, even_out

EAST, WEST = frozenset({"east"}), frozenset({"west"})


def spread(loads, capacity):
    return sum(load * load * 1_000_000 // max(capacity[person], 1) for person, load in loads.items())


@st.composite
def companies(draw):
    places = st.frozensets(st.sampled_from(["east", "west", "south"]), max_size=2)
    capacity = {person: draw(st.integers(0, 200)) for person in range(1, draw(st.integers(2, 5)) + 1)}
    owner = st.sampled_from(sorted(capacity))
    barred = st.frozensets(owner, max_size=1)
    parcels = [
        Parcel(number, draw(owner), draw(st.integers(0, 60)), draw(places), draw(st.integers(0, 90)), draw(barred))
        for number in range(draw(st.integers(0, 25)))
    ]
    loads = Counter({person: draw(st.integers(0, 300)) for person in capacity})
    for parcel in parcels:
        loads[parcel.owner] += parcel.weight
    return [Seat(person, most, loads[person], draw(places)) for person, most in capacity.items()], parcels, draw(st.integers(0, 12))


@given(companies())
def test_whatever_moves_evens_out_and_stays_in_place(company):
    seats, parcels, most = company
    people, known = {each.person: each for each in seats}, {each.customer: each for each in parcels}
    loads, capacity = {each.person: each.load for each in seats}, {each.person: each.capacity for each in seats}
    moves = even_out(seats, parcels, most)
    assert len(moves) <= most
    assert len({move.customer for move in moves}) == len(moves)
    for move in moves:
        parcel, before = known[move.customer], spread(loads, capacity)
        assert move.giver == parcel.owner != move.receiver
        assert parcel.places & people[move.receiver].places
        assert move.receiver not in parcel.barred
        loads[move.giver] -= parcel.weight
        loads[move.receiver] += parcel.weight
        assert spread(loads, capacity) <= before
        assert capacity[move.receiver] > 0


@given(companies())
def test_the_same_company_gives_the_same_moves(company):
    seats, parcels, most = company
    assert even_out(seats, parcels, most) == even_out(list(reversed(seats)), list(reversed(parcels)), most)


def test_the_fullest_gives_to_the_emptiest_until_they_are_near():
    seats = [Seat(1, 100, 150, EAST), Seat(2, 100, 30, EAST), Seat(3, 100, 90, EAST)]
    parcels = [Parcel(number, 1, 20, EAST) for number in range(8)]
    moves = even_out(seats, parcels, 10)
    assert [(move.giver, move.receiver) for move in moves] == [(1, 2), (1, 2), (1, 2)]


def test_the_best_move_is_the_one_that_evens_out_most():
    seats = [Seat(1, 100, 120, EAST), Seat(2, 100, 0, EAST)]
    moves = even_out(seats, [Parcel(1, 1, 10, EAST), Parcel(2, 1, 60, EAST), Parcel(3, 1, 110, EAST)], 1)
    assert [move.customer for move in moves] == [2]


def test_of_equal_customers_the_one_out_of_place_goes_first_then_the_one_left_alone_longest():
    seats = [Seat(1, 100, 120, EAST), Seat(2, 100, 0, EAST | WEST)]
    parcels = [Parcel(1, 1, 20, EAST, 5), Parcel(2, 1, 20, WEST, 1), Parcel(3, 1, 20, EAST, 9)]
    moves = even_out(seats, parcels, 3)
    assert [move.customer for move in moves] == [2, 3, 1]
    assert [move.is_misplaced for move in moves] == [True, False, False]


def test_nobody_is_given_what_lies_elsewhere_and_who_is_away_is_given_nothing():
    seats = [Seat(1, 100, 300, EAST), Seat(2, 100, 0, WEST), Seat(3, 0, 0, EAST)]
    assert even_out(seats, [Parcel(1, 1, 50, EAST)], 5) == []
