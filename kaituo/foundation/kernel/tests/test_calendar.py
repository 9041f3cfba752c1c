"""Working days with weekends, holidays and make-up workdays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import UnknownYear, WorkCalendar
from kaituo.foundation.kernel.china import china_days
from kaituo.foundation.kernel.countries import UnknownCountry, country_days
from kaituo.foundation.kernel.period import Period

PLAIN = WorkCalendar()
CHINA_2024 = WorkCalendar.of_years([china_days(2024)])
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 12), False),  # Spring Festival, a Monday
        (date(2024, 2, 18), True),  # the Sunday worked for it
        (date(2024, 2, 24), False),  # an ordinary Saturday
        (date(2024, 10, 8), True),
    ],
)
def test_china_rests_at_spring_festival_and_works_the_sunday_after(day, worked):
    assert CHINA_2024.is_workday(day) is worked


def test_workdays_of_february_2024_in_china():
    assert CHINA_2024.workdays_in(Period.month(2024, 2)) == 18
    assert PLAIN.workdays_in(Period.month(2024, 2)) == 21


def test_deadlines_step_over_the_holiday():
    assert CHINA_2024.add_workdays(date(2024, 2, 9), 1) == date(2024, 2, 18)
    assert CHINA_2024.on_or_after(date(2024, 2, 10)) == date(2024, 2, 18)
    assert CHINA_2024.add_workdays(date(2024, 2, 18), -1) == date(2024, 2, 9)


def test_an_unannounced_year_is_never_guessed():
    with pytest.raises(UnknownYear):
        china_days(2090)
    with pytest.raises(UnknownYear):
        CHINA_2024.is_workday(date(2025, 1, 2))


def test_other_countries_have_their_holidays():
    assert country_days("US", 2024).holidays[date(2024, 7, 4)] == "Independence Day"


def test_an_unknown_country_or_year_is_refused():
    with pytest.raises(UnknownCountry):
        country_days("ZZ", 2024)
    with pytest.raises(UnknownYear):
        country_days("US", 1500)


def test_a_friday_weekend_is_possible_but_a_week_without_work_is_not():
    assert WorkCalendar(weekend=frozenset({4, 5})).is_workday(date(2024, 3, 3))
    with pytest.raises(ValueError, match="one working day"):
        WorkCalendar(weekend=frozenset(range(7)))


@given(DAYS, st.integers(1, 60))
def test_adding_workdays_passes_exactly_that_many(day, count):
    reached = PLAIN.add_workdays(day, count)
    assert PLAIN.is_workday(reached)
    assert PLAIN.workdays_in(Period.inclusive(day, reached)) - PLAIN.is_workday(day) == count


@given(DAYS)
def test_going_forward_and_back_returns_to_a_workday(day):
    start = PLAIN.on_or_after(day)
    assert PLAIN.add_workdays(PLAIN.add_workdays(start, 7), -7) == start
