"""Pace, forecast, proration and cascade gaps."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.calendar import UnknownYear, WorkCalendar
from kaituo.foundation.kernel.china import china_days
from kaituo.foundation.kernel.period import Period
from kaituo.performance.goals.engine.pace import cascade_gap, expected_to_date, pace, prorate

PLAIN = WorkCalendar()
# Monday 5 February to Friday 1 March 2024: four plain weeks of work.
FOUR_WEEKS = Period.inclusive(date(2024, 2, 5), date(2024, 3, 1))
JUNE = Period.month(2024, 6)


def test_the_worked_example_of_a_target_behind_its_pace():
    found = pace(100000, 30000, FOUR_WEEKS, on=date(2024, 2, 14), calendar=PLAIN)
    assert (found.workday_count, found.elapsed_count, found.expected_to_date) == (20, 8, 40000)
    assert (found.attainment_rate, found.pace_rate, found.forecast) == (D("0.3"), D("0.75"), 75000)
    assert (found.remaining, found.required_per_workday) == (70000, D("5833.33"))


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2024, 1, 1), 0), (date(2024, 2, 5), 5000), (date(2024, 3, 1), 100000), (date(2025, 1, 1), 100000)]
)
def test_expectation_grows_from_nothing_to_the_whole_target(on, expected):
    assert expected_to_date(100000, FOUR_WEEKS, on=on, calendar=PLAIN) == expected


def test_chinese_holidays_and_make_up_days_move_the_expectation():
    china = WorkCalendar.of_years([china_days(2024)])
    february = Period.month(2024, 2)
    assert expected_to_date(18000, february, on=date(2024, 2, 17), calendar=china) == 8000
    assert expected_to_date(18000, february, on=date(2024, 2, 18), calendar=china) == 9000


def test_a_calendar_with_a_hole_is_not_guessed_over():
    with pytest.raises(UnknownYear):
        expected_to_date(1, Period.year(2025), on=date(2025, 2, 1), calendar=WorkCalendar.of_years([china_days(2024)]))


@pytest.mark.parametrize(
    ("target", "on", "missing"),
    [
        (0, date(2024, 2, 14), {"attainment_rate", "pace_rate"}),
        (100, date(2024, 2, 4), {"pace_rate", "forecast"}),
        (100, date(2024, 3, 1), {"required_per_workday"}),
    ],
)
def test_a_figure_without_meaning_is_missing_with_its_problem(target, on, missing):
    found = pace(target, 30, FOUR_WEEKS, on=on, calendar=PLAIN)
    assert {problem.source for problem in found.problems} == missing
    assert all(getattr(found, name) is None for name in missing)


def test_a_reached_target_requires_nothing_more():
    found = pace(100, 130, FOUR_WEEKS, on=date(2024, 2, 14), calendar=PLAIN)
    assert (found.remaining, found.required_per_workday) == (0, 0)


def test_the_explanation_can_be_stored():
    step = pace(100, 30, FOUR_WEEKS, on=date(2024, 2, 14), calendar=PLAIN).explain()
    assert Step.from_plain(step.to_plain()) == step


@pytest.mark.parametrize(
    ("spans", "calendar", "expected"),
    [
        ([Period(date(2024, 6, 16), date(2030, 1, 1))], None, "1500"),
        ([Period(date(2024, 6, 17), date(2030, 1, 1))], PLAIN, "1500"),
        ([Period(date(2000, 1, 1), date(2030, 1, 1))], PLAIN, "3000"),
        ([Period.month(2024, 7)], None, "0"),
        ([], None, "0"),
        ([Period.inclusive(date(2024, 6, 1), date(2024, 6, 10)), Period.inclusive(date(2024, 6, 5), date(2024, 6, 15))], None, "1500"),
    ],
)
def test_a_joiner_carries_only_the_days_engaged(spans, calendar, expected):
    assert prorate(3000, JUNE, spans, calendar=calendar)[0] == D(expected)


@given(st.integers(1, 29), st.integers(0, 10**9))
def test_leaver_and_successor_together_carry_the_target(day, target):
    change = JUNE.start + timedelta(days=day)
    parts = [prorate(target, JUNE, [span])[0] for span in (Period(JUNE.start, change), Period(change, JUNE.end))]
    assert abs(sum(parts) - target) <= D("0.01")


def test_the_proration_says_how_many_days_counted():
    assert prorate(3000, JUNE, [Period(date(2024, 6, 16), JUNE.end)])[1].inputs["present_count"] == 15


@pytest.mark.parametrize(("children", "gap"), [([60, 30], 10), ([60, 40], 0), ([60, D("50.5")], D("-10.5")), ([], 100)])
def test_the_gap_is_what_the_children_miss(children, gap):
    assert cascade_gap(100, children) == gap
