"""How long so many working hours take."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.work_hours import after_working_hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
OCTOBER = WorkCalendar(holidays={date(2026, 10, day): "国庆" for day in range(1, 8)}, make_up=frozenset({date(2026, 10, 10)}))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-09-21T10:00", 4, "2026-09-21T14:00"),
        ("2026-09-21T16:00", 4, "2026-09-22T11:00"),
        ("2026-09-21T20:00", 1, "2026-09-22T10:00"),
        ("2026-09-25T17:00", 2, "2026-09-28T10:00"),
        ("2026-09-30T17:00", 2, "2026-10-08T10:00"),
        ("2026-10-09T17:00", 2, "2026-10-10T10:00"),
        ("2026-09-21T06:00", 1, "2026-09-21T10:00"),
        ("2026-09-21T09:00", 9, "2026-09-21T18:00"),
        ("2026-09-21T18:00", 0, "2026-09-22T09:00"),
    ],
    ids=[
        *("the same day", "over night", "begun in the evening", "over a weekend", "over a holiday week", "into a Saturday worked in exchange"),
        *("begun before the opening", "a whole day", "none at all, at the close"),
    ],
)
def test_only_working_hours_count(start, hours, expected):
    assert after_working_hours(at(start), timedelta(hours=hours), SHANGHAI, OCTOBER) == at(expected)


def test_hours_that_never_begin_are_refused():
    with pytest.raises(ValueError, match="at least one hour"):
        after_working_hours(at("2026-09-21T10:00"), timedelta(hours=1), SHANGHAI, OCTOBER, opens=time(9), closes=time(9))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC)), st.integers(0, 60), st.integers(0, 60))
def test_two_spans_after_each_other_take_as_long_as_both(start, first, second):
    whole = after_working_hours(start, timedelta(hours=first + second), SHANGHAI, OCTOBER)
    middle = after_working_hours(start, timedelta(hours=first), SHANGHAI, OCTOBER)
    assert after_working_hours(middle, timedelta(hours=second), SHANGHAI, OCTOBER) == whole or not second
    assert whole >= start
    assert whole.astimezone(SHANGHAI).time() >= time(9)
    assert whole.astimezone(SHANGHAI).time() <= time(18)
