"""When something that repeats comes next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.recurrence import Rhythm, following

CALENDAR = WorkCalendar(holidays={date(2026, 10, 1): "National Day", date(2026, 10, 2): "National Day"}, make_up=frozenset({date(2026, 10, 10)}))


@pytest.mark.parametrize(
    ("rhythm", "day", "then"),
    [
        ("daily", date(2026, 9, 30), date(2026, 10, 1)),
        ("workdays", date(2026, 9, 30), date(2026, 10, 5)),
        ("workdays", date(2026, 10, 9), date(2026, 10, 10)),
        ("weekly", date(2026, 9, 24), date(2026, 10, 5)),
        ("fortnightly", date(2026, 9, 1), date(2026, 9, 15)),
        ("monthly", date(2026, 1, 31), date(2026, 3, 2)),
        ("quarterly", date(2026, 11, 30), date(2027, 3, 1)),
    ],
)
def test_the_next_day_follows_rhythm_and_calendar(rhythm, day, then):
    assert following(day, Rhythm(rhythm), CALENDAR) == then


def test_monthly_things_keep_their_day():
    assert following(date(2026, 2, 28), Rhythm.MONTHLY, WorkCalendar(), anchor=31) == date(2026, 3, 31)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(Rhythm))
def test_it_always_lies_ahead_and_on_a_working_day(day, rhythm):
    then = following(day, rhythm, CALENDAR)
    assert then > day
    assert rhythm == Rhythm.DAILY or CALENDAR.is_workday(then)
    assert then - day <= timedelta(days=102)
