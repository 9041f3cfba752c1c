"""How a target is going: expected to date, pace, required rate, forecast, proration and cascade gaps.

Worked example: a target of 100,000 over 20 workdays, 8 of them past with 30,000 sold: expected 40,000, pace 0.75, forecast 75,000, and
5,833.33 a day are needed for the other 12. Whether that is good enough is judged in scorecards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem, Scalar
from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.calendar import ONE_DAY, WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import Exact, quotient

RATIO_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Pace:
    """One target at the end of a day; amounts are in the target's unit with as many decimals as asked for, ratios are fractions.

    A figure without meaning is None and a problem says why: no attainment of a target of zero, no forecast before the first workday,
    no required rate after the last.
    """

    target: Decimal
    actual: Decimal
    workday_count: int
    elapsed_count: int
    attainment_rate: Decimal | None
    expected_to_date: Decimal | None
    pace_rate: Decimal | None
    required_per_workday: Decimal | None
    forecast: Decimal | None
    problems: tuple[Problem, ...]

    @property
    def remaining(self) -> Decimal:
        """What is still missing; nothing once the target is reached."""
        return max(self.target - self.actual, Decimal(0))

    def explain(self) -> Step:
        """The figures with what they were made of, for storing beside the result."""
        given = ("target", "actual", "workday_count", "elapsed_count")
        figures = ("attainment_rate", "expected_to_date", "pace_rate", "required_per_workday", "forecast")
        return Step(
            "goals.pace",
            self.pace_rate,
            {name: getattr(self, name) for name in given},
            tuple(Step(f"goals.{name}", getattr(self, name)) for name in figures),
        )


def pace(target: Decimal | int, actual: Decimal | int, period: Period, *, on: date, calendar: WorkCalendar, digits: int = 2) -> Pace:
    """Where a target stands at the end of `on`, counted in workdays of `calendar`. Raises UnknownYear when the calendar has a hole."""
    total, elapsed = calendar.workdays_in(period), elapsed_workdays(period, on=on, calendar=calendar)
    expected = _ratio(Decimal(target) * elapsed, total, digits)
    missing = max(Decimal(target) - Decimal(actual), Decimal(0))
    figures = {
        "attainment_rate": _ratio(actual, target, RATIO_DIGITS),
        "pace_rate": _ratio(actual * total, target * elapsed, RATIO_DIGITS),
        "required_per_workday": _ratio(missing, total - elapsed, digits),
        "forecast": _ratio(Decimal(actual) * total, elapsed, digits),
    }
    problems = tuple(Problem("goals.no_figure", name) for name, figure in figures.items() if figure is None)
    return Pace(Decimal(target), Decimal(actual), total, elapsed, expected_to_date=expected, problems=problems, **figures)


def kept_rate(actual: Decimal, most: Decimal) -> Decimal:
    """Of a figure that is not to be exceeded: 2 − actual ÷ most, so that 1 is just kept, more is better and less is worse, down to 0 at twice as much.

    Worked example: at most 4 complaints, 3 came: 1.25; 6 came: 0.5. Where nothing at all is allowed it is kept (1) or not (0).
    """
    if not most:
        return Decimal(actual <= 0)
    return max(2 - quotient(actual, most, RATIO_DIGITS), Decimal(0))


def ceiling_pace(found: Pace) -> Pace:
    """The same target read as one that is not to be exceeded: against what is allowed in all, and against what is allowed to date."""
    allowed = found.expected_to_date if found.elapsed_count else None
    attained, paced = kept_rate(found.actual, found.target), None if allowed is None else kept_rate(found.actual, allowed)
    given = {"attainment_rate": attained, "pace_rate": paced, "required_per_workday": None, "forecast": found.forecast}
    problems = tuple(Problem("goals.no_figure", name) for name, figure in given.items() if figure is None)
    return replace(found, attainment_rate=attained, pace_rate=paced, required_per_workday=None, problems=problems)


def elapsed_workdays(period: Period, *, on: date, calendar: WorkCalendar) -> int:
    """Workdays of the period up to and with `on`: none before it starts, all after it ends."""
    past = Period(period.start, on + ONE_DAY).intersect(period) if on >= period.start else None
    return calendar.workdays_in(past) if past else 0


def expected_to_date(target: Decimal | int, period: Period, *, on: date, calendar: WorkCalendar, digits: int = 2) -> Decimal | None:
    """The part of the target that the past workdays should have brought; None in a period without workdays."""
    return _ratio(target * elapsed_workdays(period, on=on, calendar=calendar), calendar.workdays_in(period), digits)


def prorate(
    target: Decimal | int, period: Period, engaged: Sequence[Period], *, calendar: WorkCalendar | None = None, digits: int = 2
) -> tuple[Decimal, Step]:
    """The part of a target that falls into the engaged spans, by workdays of `calendar` or, without one, by calendar days.

    Overlapping spans count once. A joiner of 16 June has 15/30 of June's target by days. With no workday in the period, days decide.
    """
    days = {day for span in engaged for day in _days_within(span, period)}
    worked = [day for day in period.days() if calendar is None or calendar.is_workday(day)] or period.days()
    present = sum(day in days for day in worked)
    share = quotient(target * present, len(worked), digits)
    inputs: dict[str, Scalar] = {"target": target, "present_count": present, "day_count": len(worked), "by_workdays": calendar is not None}
    return share, Step("goals.prorated", share, inputs)


def cascade_gap(parent: Decimal | int, children: Iterable[Decimal | int]) -> Decimal:
    """What the children's targets miss of the parent's; negative when they promise more."""
    return Decimal(parent) - sum((Decimal(child) for child in children), Decimal(0))


def _days_within(span: Period, period: Period) -> list[date]:
    shared = span.intersect(period)
    return shared.days() if shared else []


def _ratio(numerator: Exact, denominator: Exact, digits: int) -> Decimal | None:
    return quotient(numerator, denominator, digits) if denominator else None
