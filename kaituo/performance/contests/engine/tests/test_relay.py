"""The baton: each member runs from the day after it was passed to her."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaituo.performance.contests.engine.relay import run

MAY = date(2026, 5, 1)


def day(number: int) -> date:
    return MAY + timedelta(days=number)


def test_the_second_runs_only_after_the_first_has_passed_the_baton():
    days = {1: [(day(0), Decimal(60)), (day(2), Decimal(50))], 2: [(day(1), Decimal(500)), (day(3), Decimal(30))]}
    first, second, third = run([1, 2, 3], days, Decimal(100), MAY)
    assert (first.figure, first.done_on) == (Decimal(110), day(2))
    assert (second.from_day, second.figure, second.done_on) == (day(3), Decimal(30), None)
    assert third.from_day is None


AMOUNTS = st.lists(st.tuples(st.integers(0, 30).map(day), st.integers(0, 60).map(Decimal)), max_size=12)


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_legs_follow_one_another_without_overlap(members):
    legs = run(list(range(len(members))), dict(enumerate(members)), Decimal(100), MAY)
    for before, leg in itertools.pairwise(legs):
        assert leg.from_day is None if before.done_on is None else leg.from_day > before.done_on
    assert all(leg.figure >= 100 for leg in legs if leg.done_on)
