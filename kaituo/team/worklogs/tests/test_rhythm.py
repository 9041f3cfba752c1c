"""Which reports a rhythm expects, and until when."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.team.worklogs.rhythm import after, before, due_at, is_expected, latest, period_of

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
CALENDAR = WorkCalendar(holidays={date(2026, 10, 1): "国庆"}, make_up=frozenset({date(2026, 10, 10)}))


@pytest.mark.parametrize(
    ("rhythm", "first", "last"),
    [
        ("daily", date(2026, 11, 27), date(2026, 11, 27)),
        ("weekly", date(2026, 11, 23), date(2026, 11, 29)),
        ("monthly", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_report_covers_its_natural_span(rhythm, first, last):
    assert period_of(rhythm, date(2026, 11, 27)) == Period.inclusive(first, last)


def test_before_monday_comes_friday():
    monday = period_of("daily", date(2026, 11, 30))
    assert before("daily", monday, CALENDAR).start == date(2026, 11, 27)
    assert after("daily", period_of("daily", date(2026, 11, 27)), CALENDAR) == monday


@pytest.mark.parametrize(
    ("day", "of"), [(date(2026, 11, 29), date(2026, 11, 27)), (date(2026, 11, 27), date(2026, 11, 27)), (date(2026, 10, 10), date(2026, 10, 10))]
)
def test_on_a_free_day_the_workday_before_is_of_interest(day, of):
    assert latest("daily", day, CALENDAR) == period_of("daily", of)
    assert latest("weekly", day, CALENDAR) == period_of("weekly", day)


@pytest.mark.parametrize(
    ("day", "is_owed"), [(date(2026, 10, 1), False), (date(2026, 10, 10), True), (date(2026, 11, 28), False), (date(2026, 11, 27), True)]
)
def test_a_daily_report_is_owed_on_workdays_and_make_up_days_only(day, is_owed):
    assert is_expected("daily", period_of("daily", day), CALENDAR) is is_owed


def test_a_week_s_report_is_due_on_its_last_workday_where_the_person_lives():
    week = period_of("weekly", date(2026, 11, 27))
    assert due_at(week, time(18), 0, CALENDAR, SHANGHAI) == datetime(2026, 11, 27, 18, tzinfo=SHANGHAI)
    assert due_at(week, time(18), 0, CALENDAR, LONDON) == datetime(2026, 11, 27, 18, tzinfo=LONDON)


def test_days_of_grace_are_workdays():
    assert due_at(period_of("daily", date(2026, 11, 27)), time(9), 1, CALENDAR, SHANGHAI) == datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)
