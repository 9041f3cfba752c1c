"""Cards against limits and rates: less is better where it is, rates are not added up, and what cannot be asked is said."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.calc.scores import ScoreCurve
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.performance.scorecards.engine.plan import Against, Indicator, Plan, faults
from kaituo.performance.scorecards.engine.scoring import Given, State, reckon
from kaituo.performance.scorecards.goals import Asked

D = Decimal
RISING, FALLING = ((D("0.6"), D(0)), (D(1), D(100))), ((D("0.1"), D(100)), (D("0.5"), D(0)))
QUARTER = Period.containing(date(2026, 5, 1), PeriodKind.QUARTER)
MONTHS = QUARTER.split(PeriodKind.MONTH)


def indicator(points=RISING, against=Against.GOAL, *, is_less_better=True) -> Indicator:
    return Indicator("late", D(100), against, ScoreCurve(points, D(0), D(120)), "late", D(4), is_less_better=is_less_better)


@pytest.mark.parametrize(("value", "target", "score"), [(4, 4, 100), (5, 4, "37.5"), (9, 4, 0), (0, 0, 100), (1, 0, 0)])
def test_a_limit_that_is_kept_scores_and_one_that_is_exceeded_loses(value, target, score):
    card = reckon(Plan((indicator(),)), {"late": Given(D(value), 5, D(target))})
    assert card.total == D(score)


def test_without_a_limit_nobody_is_judged():
    assert reckon(Plan((indicator(),)), {"late": Given(D(3), 5)}).lines[0].state == State.NO_TARGET


@pytest.mark.parametrize(
    ("points", "against", "is_less", "code"),
    [
        (FALLING, Against.GOAL, True, "scorecards.curve_rewards_less"),
        (FALLING, Against.VALUE, False, "scorecards.curve_rewards_less"),
        (RISING, Against.VALUE, True, "scorecards.curve_rewards_more"),
        (FALLING, Against.VALUE, True, None),
        (FALLING, Against.VALUE, None, None),
    ],
)
def test_a_curve_that_rewards_the_worse_is_refused(points, against, is_less, code):
    found = faults(Plan((indicator(points, against, is_less_better=is_less),)))
    assert [fault.code for fault in found] == ([code] if code else [])


def asked(*, grows: bool, days=(QUARTER,)) -> Asked:
    return Asked(QUARTER, WorkCalendar(), days, grows)


def test_monthly_rates_are_a_mean_and_a_longer_one_holds_as_it_is():
    rates = [(month, D("0.3")) for month in MONTHS]
    assert asked(grows=False).of(rates) == D("0.3")
    assert asked(grows=False).of([(Period.year(2026), D("0.3"))]) == D("0.3")


def test_months_that_leave_her_days_out_are_no_target():
    two = [(month, D(100)) for month in MONTHS[1:]]
    joined = (Period(MONTHS[1].start, QUARTER.end),)
    assert (asked(grows=True).of(two), asked(grows=True, days=joined).of(two)) == (None, D(200))
