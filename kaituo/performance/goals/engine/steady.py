"""How a rate, or what merely stands on a day, lies against its target: it does not grow with the days.

So the whole target is expected from the first day on, and it is its own forecast.

Worked example: a win rate of 0.30 against a target of 0.40 stands at a pace of 0.75 on every day of the period.
"""

from datetime import date
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient

from .pace import RATIO_DIGITS, Pace, elapsed_workdays


def steady_pace(target: Decimal, actual: Decimal | None, period: Period, *, on: date, calendar: WorkCalendar) -> Pace:
    """Without an actual (nothing to divide by yet) no rate and no forecast; a problem says so. Nothing is needed per workday of a rate."""
    rate = quotient(actual, target, RATIO_DIGITS) if actual is not None and target else None
    figures = {"attainment_rate": rate, "pace_rate": rate, "required_per_workday": None, "forecast": actual}
    problems = tuple(Problem("goals.no_figure", name) for name, figure in figures.items() if figure is None)
    elapsed = elapsed_workdays(period, on=on, calendar=calendar)
    return Pace(target, actual or Decimal(0), calendar.workdays_in(period), elapsed, expected_to_date=target, problems=problems, **figures)
