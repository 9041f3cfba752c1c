"""Who gets it, and why the others did not."""

from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.allocation.engine.assigning import BACKLOG, FIXED, INACTIVE, LEAVE, PERIOD, SHIFT, Candidate, choose, matches
from kaituo.team.allocation.engine.turns import IN_TURN, LEAST, WEIGHTED, Seat


def test_every_hindrance_is_told_the_first_of_several():
    people = [
        Candidate(Seat(1), is_active=False, is_on_leave=True),
        Candidate(Seat(2), is_on_leave=True, is_on_shift=False),
        Candidate(Seat(3), is_on_shift=False),
        Candidate(Seat(4), given_in_period=5, period_cap=5),
        Candidate(Seat(5, load=9), backlog_cap=9),
    ]
    chosen, considered = choose(people, IN_TURN)
    assert chosen is None
    assert [hindrance for _seat, hindrance in considered] == [INACTIVE, LEAVE, SHIFT, PERIOD, BACKLOG]


def test_fixed_means_the_first_who_can():
    people = [Candidate(Seat(1, 0), is_on_leave=True), Candidate(Seat(2, 1)), Candidate(Seat(3, 2))]
    assert choose(people, FIXED)[0].person == 2


def test_a_condition_without_values_asks_nothing():
    assert matches({"region": [], "industry": ["it"]}, {"industry": "it"}) == ""
    assert matches({"region": ["江苏"], "industry": ["it"]}, {"region": "浙江", "industry": "it"}) == "region"


candidates = st.lists(
    st.builds(
        Candidate,
        st.builds(Seat, st.integers(1, 9), st.integers(0, 9), st.integers(1, 5), st.integers(0, 20), st.integers(0, 50), st.integers(0, 20)),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.integers(0, 9),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
    ),
    unique_by=lambda each: each.seat.person,
)


@given(candidates, st.sampled_from([FIXED, IN_TURN, WEIGHTED, LEAST]))
def test_whoever_gets_it_could_and_if_nobody_gets_it_nobody_could(people, mode):
    chosen, considered = choose(people, mode)
    free = [seat for seat, hindrance in considered if not hindrance]
    assert len(considered) == len(people)
    assert (chosen in free) if free else chosen is None
