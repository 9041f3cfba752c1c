"""A series carried forward, and the test on months held out."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaituo.sales.pipeline.estimates import series
from kaituo.sales.pipeline.estimates.backtest import (
    NEEDED,
    Backtest,
    Guess,
    added,
    backtest,
    plain_interval,
    rest_of_month,
    summary,
    together,
    widened,
)
from kaituo.sales.pipeline.estimates.series import NotInstalled, a_year_ago, smoothed

FIGURES = st.tuples(st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9)).map(lambda each: (sorted(each)[1], sorted(each)[0], sorted(each)[2]))


@pytest.fixture(scope="module")
def steady():
    """Two years around 100, without seasons."""
    rng = Random(4)
    return [100 + rng.gauss(0, 8) for _month in range(24)]


def test_a_steady_series_is_carried_forward_nearer_than_by_a_year_ago(steady):
    judged = backtest(steady)
    assert (judged.months, len(judged.guesses), judged.is_better) == (6, 15, True)
    assert judged.error < 0.12
    assert judged.mean_percentage == pytest.approx(judged.error, abs=0.05)


def test_seasons_are_best_told_by_the_year_before():
    year = [100.0, 10, 80, 10, 200, 10, 90, 10, 150, 10, 120, 10]
    judged = backtest(year + year[:6])
    assert (judged.naive_error, judged.is_better) == (0, False)


def test_a_guess_knows_nothing_later_than_its_origin(steady):
    changed = backtest([*steady[:-1], 9999.0])
    assert [each.value for each in changed.guesses if each.at - each.steps < 22] == [
        each.value for each in backtest(steady).guesses if each.at - each.steps < 22
    ]


def test_the_same_history_gives_the_same_forecast(steady):
    assert smoothed(steady, 3) == smoothed(steady, 3)


@pytest.mark.parametrize("length", [0, 12, NEEDED - 1])
def test_too_short_a_history_is_refused(length):
    with pytest.raises(ValueError, match=str(NEEDED)):
        backtest([1.0] * length)


def test_of_fifteen_months_three_are_held_out(steady):
    assert backtest(steady[:NEEDED]).months == 3


def test_a_series_that_never_moved_stays(steady):
    assert summary(smoothed([5.0] * 15, 2)[1]) == (5, 5, 5)
    assert backtest([0.0] * 20).error is None


def test_nothing_is_carried_forward_without_the_engine(monkeypatch, steady):
    monkeypatch.setattr(series, "is_installed", lambda: False)
    with pytest.raises(NotInstalled):
        smoothed(steady, 1)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(0, 1e8), min_size=NEEDED, max_size=30))
def test_whatever_was_won_nothing_is_expected_below_zero(history):
    assert min(value for month in smoothed(history, 4) for value in month) >= 0


def test_intervals_that_held_too_little_are_widened_until_they_would_have():
    guesses = [Guess(at, 1, 100 + 10 * at, 100, 90, 110, 100) for at in range(5)]
    judged = Backtest(guesses)
    assert (judged.coverage, judged.widening) == (0.4, 4)
    assert widened((100, 90, 110), judged.widening) == (100, 60, 140)


def test_a_month_under_way_counts_what_it_brought_and_the_days_left():
    assert rest_of_month((300, 100, 500), 50, 1) == (350, 150, 550)
    assert rest_of_month((300, 100, 500), 50, 0) == (50, 50, 50)
    assert rest_of_month((300, 100, 500), 50, 0.25) == (125, 50, 225)


@given(FIGURES, st.floats(0, 1e9), st.floats(0, 1))
def test_a_month_under_way_never_ends_below_what_it_brought(figure, so_far, left):
    value, low, high = rest_of_month(figure, so_far, left)
    assert so_far <= low <= value <= high


def test_independent_bounds_add_up_by_their_roots():
    assert added([(100, 97, 104), (200, 196, 203)]) == (300, 295, 305)


def test_months_that_err_together_err_together_in_their_sum():
    assert together([[1, 2], [10, 20]]) == [11, 22]
    assert plain_interval([100.0, 100.0], 0.0) == (200, 200, 200)
    assert a_year_ago(list(range(14)), 3) == [2, 3, 4]
