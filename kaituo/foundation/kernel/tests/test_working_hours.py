"""Working time passes on working days between opening and closing, and at no other time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.working_hours import WorkingHours

HOLIDAY, MAKE_UP = date(2026, 10, 1), date(2026, 10, 10)
HOURS = WorkingHours(WorkCalendar(holidays={HOLIDAY: "National Day"}, make_up=frozenset({MAKE_UP})), time(9), time(18))


def at(day, hour, minute=0):
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC) if day else None


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(5, 10), 4, at(5, 14)),
        (at(5, 16), 4, at(6, 11)),
        (at(5, 20), 1, at(6, 10)),
        (at(5, 6), 1, at(5, 10)),
        (datetime(2026, 9, 30, 17, tzinfo=UTC), 2, at(2, 10)),
        (at(9, 17), 2, at(10, 10)),
        (at(5, 9), 9, at(5, 18)),
        (at(5, 18), 0, at(6, 9)),
    ],
)
def test_working_time_passes_only_while_it_is_worked(start, hours, due):
    assert HOURS.after(start, timedelta(hours=hours)) == due


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 60), st.integers(0, 60))
def test_two_spans_one_after_the_other_are_one(start, first, second):
    hours = WorkingHours(WorkCalendar(), time(9), time(18))
    one, two = timedelta(hours=first), timedelta(hours=second)
    joined = hours.after(start, one + two)
    assert hours.after(hours.after(start, one), two) == joined
    assert start <= joined and time(9) <= joined.time() <= time(18) and joined.weekday() < 5


def test_hours_that_never_begin_are_refused():
    with pytest.raises(ValueError, match="end after"):
        WorkingHours(WorkCalendar(), time(9), time(9))
