"""The head of a plan on screen: pay dates as days, and what stays once a version is in force."""

import pytest

from kaituo.performance.commissions.forms import PlanForm


def filled(plan=None, **values) -> PlanForm:
    given = {"name": "Own dates", "currency": "CNY", "pay_every": "dates", "year_starts": "1", "pay_dates": "2026-01-01, 2026-01-16\n2026-02-01"}
    return PlanForm({**given, **values}, instance=plan)


def test_days_are_kept_as_they_are_written(cast):
    form = filled()
    assert form.is_valid(), form.errors
    plan = form.save()
    assert plan.pay_dates == ["2026-01-01", "2026-01-16", "2026-02-01"]
    assert "2026-01-01\n2026-01-16" in str(PlanForm(instance=plan)["pay_dates"])


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("2026-01-01 soon", "“soon” is no day"),
        ("2026-02-01 2026-01-01", "rising order"),
        ("2026-01-01", "List them or choose another rhythm"),
        ("", "List them or choose another rhythm"),
    ],
)
def test_what_are_no_pay_dates_is_refused(cast, days, said):
    assert said in str(filled(pay_dates=days).errors["pay_dates"])


def test_days_without_the_rhythm_of_days_are_refused(cast):
    assert "pay_dates" in filled(pay_every="month").errors
    assert filled(pay_every="month", pay_dates="").is_valid()


def test_a_released_plan_keeps_its_rhythm_and_only_gets_more_days(plan):
    assert "pay_every" in filled(plan).errors
    plan.pay_every, plan.pay_dates = "dates", ["2026-01-01", "2026-01-16"]
    plan.save()
    assert filled(plan).is_valid()
    assert "pay_dates" in filled(plan, pay_dates="2026-01-02 2026-01-16").errors
