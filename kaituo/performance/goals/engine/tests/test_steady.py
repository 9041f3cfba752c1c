"""How a rate stands: whole from the first day, missing where there is nothing to divide by."""

from datetime import date
from decimal import Decimal as D

import pytest

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.performance.goals.engine.steady import steady_pace

JUNE = Period.month(2026, 6)


@pytest.mark.parametrize("day", [1, 15, 30])
def test_a_rate_is_judged_against_the_whole_target_on_every_day(day):
    found = steady_pace(D("0.4"), D("0.3"), JUNE, on=date(2026, 6, day), calendar=WorkCalendar())
    assert (found.expected_to_date, found.pace_rate, found.forecast, found.required_per_workday) == (D("0.4"), D("0.75"), D("0.3"), None)


def test_without_a_figure_there_is_no_rate_and_a_problem_says_so():
    found = steady_pace(D("0.4"), None, JUNE, on=date(2026, 6, 15), calendar=WorkCalendar())
    assert (found.attainment_rate, found.forecast) == (None, None)
    assert {"attainment_rate", "pace_rate", "forecast"} <= {problem.source for problem in found.problems}
