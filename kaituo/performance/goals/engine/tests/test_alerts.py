"""When somebody is told that a target falls behind."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.performance.goals.engine.alerts import Band, band_of, is_worse
from kaituo.performance.goals.engine.pace import pace

JUNE = Period.month(2026, 6)
BANDS = st.sampled_from(list(Band))


def at(actual, day):
    return pace(D(2200), D(actual), JUNE, on=date(2026, 6, day), calendar=WorkCalendar())


@pytest.mark.parametrize(
    ("actual", "day", "told", "band"),
    [
        (0, 3, "", ""),
        (720, 12, "", "behind"),
        (450, 12, "", "far_behind"),
        (720, 12, "far_behind", "far_behind"),
        (850, 12, "behind", "behind"),
        (850, 12, "", ""),
        (950, 12, "far_behind", ""),
    ],
)
def test_the_band_follows_the_pace_and_what_was_told(actual, day, told, band):
    assert band_of(at(actual, day), told) == band


def test_a_target_of_zero_falls_into_no_band():
    assert band_of(pace(0, 5, JUNE, on=date(2026, 6, 20), calendar=WorkCalendar()), "") == ""


@given(st.integers(0, 3000), st.integers(1, 30), BANDS)
def test_told_again_nothing_changes(actual, day, told):
    now = band_of(at(actual, day), told)
    assert band_of(at(actual, day), now) == now
    assert not is_worse(now, now)
