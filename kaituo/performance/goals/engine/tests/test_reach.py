"""Whether a goal is within reach."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.performance.goals.engine.reach import Verdict, capacity, days_present, supports_of, verdict_of

AMOUNTS = st.none() | st.integers(0, 10**9).map(D)


def judged(goal, *amounts) -> Verdict:
    return verdict_of(supports_of(D(goal), {str(number): amount for number, amount in enumerate(amounts)}))


@pytest.mark.parametrize(
    ("amounts", "verdict"),
    [
        ((D(90), D(110), D(104)), "within"),
        ((D(90), D(95), D(104)), "stretch"),
        ((D(90), D(95), D(99)), "beyond"),
        ((None, None, None), "unknown"),
        ((None, D(120), None), "within"),
        ((D(0), None, None), "beyond"),
    ],
)
def test_what_carries_the_goal_decides(amounts, verdict):
    assert judged(100, *amounts) == verdict


def test_nothing_is_known_of_a_goal_of_zero():
    assert judged(0, D(1), D(2)) == "unknown"


@given(st.integers(1, 10**9), st.lists(AMOUNTS, min_size=1, max_size=5))
def test_a_lower_goal_is_never_further_away(goal, amounts):
    order = [Verdict.BEYOND, Verdict.STRETCH, Verdict.WITHIN]
    higher, lower = judged(goal + 1, *amounts), judged(goal, *amounts)
    assert higher == lower == Verdict.UNKNOWN or order.index(lower) >= order.index(higher)


def test_the_own_pace_times_the_days_ahead():
    assert capacity(D(2500), 250, 22) == 220


def test_a_few_days_are_no_pace():
    assert capacity(D(2500), 19, 22) is None


def test_days_present_count_workdays_once():
    june = Period.month(2026, 6)
    spans = [Period(date(2026, 6, 1), date(2026, 6, 11)), Period(date(2026, 6, 8), date(2026, 6, 15))]
    assert days_present(june, spans, WorkCalendar()) == 10


SPANS = st.lists(
    st.builds(
        lambda first, length: Period(first, first + timedelta(days=length)), st.dates(date(2026, 5, 20), date(2026, 7, 10)), st.integers(1, 20)
    ),
    max_size=4,
)


@given(SPANS, SPANS)
def test_days_away_are_taken_off_once_and_never_below_nothing(engaged, away):
    june, calendar = Period.month(2026, 6), WorkCalendar()
    there = days_present(june, engaged, calendar)
    left = days_present(june, engaged, calendar, away)
    assert 0 <= left <= there
    assert left == days_present(june, engaged, calendar, [*away, *away])
    assert days_present(june, engaged, calendar, engaged) == 0
