"""Places: ties under each rule, who has none and why, and what holds whatever the figures are."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaituo.performance.contests.engine.standing import Kind, Line, State, Terms, Tie, improvement, stand

EARLY, LATE = datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 5, 4, 17, tzinfo=UTC)


def places(lines, **terms) -> dict[int, int | None]:
    return {each.line.key: each.place for each in stand(lines, Terms(**({"kind": Kind.INDIVIDUAL} | terms)))}


def states(lines, **terms) -> dict[int, State]:
    return {each.line.key: each.state for each in stand(lines, Terms(**({"kind": Kind.INDIVIDUAL} | terms)))}


def line(key, figure, **more) -> Line:
    return Line(key, None if figure is None else Decimal(figure), **more)


def test_equals_share_a_place_and_the_next_one_is_gone():
    lines = [line(1, 9), line(2, 7), line(3, 7), line(4, 5)]
    assert places(lines) == {1: 1, 2: 2, 3: 2, 4: 4}
    assert {each.line.key: each.is_tied for each in stand(lines, Terms(Kind.INDIVIDUAL))} == {1: False, 2: True, 3: True, 4: False}


def test_whoever_reached_it_earlier_is_ahead():
    assert places([line(1, 7, reached_at=LATE), line(2, 7, reached_at=EARLY)], tie=Tie.EARLIER) == {2: 1, 1: 2}


def test_a_second_measure_decides_and_whoever_has_none_of_it_is_behind():
    lines = [line(1, 7, second=Decimal(2)), line(2, 7, second=Decimal(3)), line(3, 7)]
    assert places(lines, tie=Tie.SECOND) == {2: 1, 1: 2, 3: 3}


def test_equals_under_the_rule_still_share():
    assert places([line(1, 7, reached_at=EARLY), line(2, 7, reached_at=EARLY)], tie=Tie.EARLIER) == {1: 1, 2: 1}


def test_nothing_and_no_figure_have_no_place():
    assert states([line(1, 0), line(2, None), line(3, 4)], least_figure=Decimal(5)) == {1: State.NOTHING, 2: State.NO_FIGURE, 3: State.BELOW}


def test_of_discounts_the_smaller_one_is_ahead():
    assert places([line(1, "0.05"), line(2, "0.02"), line(3, "0.2")], less_wins=True, least_figure=Decimal("0.1")) == {2: 1, 1: 2, 3: None}


def test_the_first_to_reach_it_wins_and_the_others_wait():
    lines = [line(1, 90), line(2, 120, reached_at=LATE), line(3, 100, reached_at=EARLY)]
    assert places(lines, kind=Kind.FIRST_TO) == {3: 1, 2: 2, 1: None}


def test_improvement_is_compared_with_the_own_past_only_where_there_is_one():
    lines = [line(1, 12, base=Decimal(10)), line(2, 9, base=Decimal(6)), line(3, 50, base=Decimal(0)), line(4, 9, base=Decimal(1))]
    assert places(lines, kind=Kind.MOST_IMPROVED, least_base=Decimal(5)) == {2: 1, 1: 2, 3: None, 4: None}
    found = states(lines, kind=Kind.MOST_IMPROVED, least_base=Decimal(5))
    assert (found[3], found[4]) == (State.NO_BASE, State.SMALL_BASE)


def test_whoever_did_not_improve_wins_nothing():
    assert states([line(1, 10, base=Decimal(10)), line(2, 4, base=Decimal(9))], kind=Kind.MOST_IMPROVED) == {
        1: State.NOT_IMPROVED,
        2: State.NOT_IMPROVED,
    }
    assert places([line(1, 4, base=Decimal(9)), line(2, 9, base=Decimal(4))], kind=Kind.MOST_IMPROVED, less_wins=True) == {1: 1, 2: None}


def test_a_team_that_ran_more_legs_is_ahead_then_the_earlier_one():
    lines = [line(1, 80, legs_done=1), line(2, 10, legs_done=2), line(3, 0, legs_done=3, reached_at=LATE), line(4, 0, legs_done=3, reached_at=EARLY)]
    assert places(lines, kind=Kind.RELAY) == {4: 1, 3: 2, 2: 3, 1: 4}


FIGURES = st.lists(st.none() | st.integers(-5, 12).map(Decimal), min_size=1, max_size=12)


@given(FIGURES)
def test_more_is_never_behind_less_and_equals_are_together(figures):
    found = stand([line(key, figure) for key, figure in enumerate(figures)], Terms(Kind.INDIVIDUAL))
    placed = [each for each in found if each.place]
    assert len(found) == len(figures)
    for each in placed:
        assert each.place == 1 + sum(other.line.figure > each.line.figure for other in placed)


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_read_changes_no_place(figures, dice):
    lines = [line(key, figure) for key, figure in enumerate(figures)]
    mixed = list(lines)
    dice.shuffle(mixed)
    assert places(lines) == places(mixed)


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_improvement_is_the_change_over_the_past(base, now):
    rate = improvement(line(1, now, base=Decimal(base)))
    assert abs(rate * base - (now - base)) <= Decimal("0.001")
