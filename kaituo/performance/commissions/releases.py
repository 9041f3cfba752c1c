"""What customers have paid since for credits of earlier runs, or got back, and what that sets free of the commission held back.

Each credit keeps the rule it was earned under: a rule that pays at once from some day on strands nothing of what was earned before.
"""

from datetime import date
from decimal import Decimal

from kaituo.foundation.calc.step import Step
from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.foundation.metrics.models import SCALE

from .cash import cash_of
from .choices import LineKind
from .drafts import Draft
from .holds import held
from .models import Hold, Plan, PlanAssignment, pay_rules

Money = tuple[Decimal, Decimal]


def releases_of(period: Period, code: str, plan: Plan | None) -> list[Draft]:
    """Of one plan, or of all plans of the currency, also those that are no longer in force."""
    holds = held(period, code, plan)
    cash: dict[int, Money] = {}
    for measure in sorted({hold.component.measure for hold in holds}):
        cash |= cash_of(measure, [hold.entry_id for hold in holds if hold.component.measure == measure], period.end)
    gone = set() if pay_rules().pays_after_leaving else _gone(holds, period.start)
    released = [_release(hold, cash.get(hold.entry_id), period, has_left=(hold.payee_id, hold.component.terms.plan_id) in gone) for hold in holds]
    return [draft for draft in released if draft]


def _gone(holds: list[Hold], on: date) -> set[tuple[int, int]]:
    """(payee, plan) of whoever has been on the plan, but has not since the day."""
    rows = PlanAssignment.objects.active().filter(person__in={hold.payee_id for hold in holds})
    ends: dict[tuple[int, int], date] = {}
    for person, plan, ends_on in rows.values_list("person_id", "plan_id", "ends_on"):
        ends[person, plan] = max(ends.get((person, plan), date.min), ends_on or FAR_FUTURE)
    return {key for key, day in ends.items() if day <= on}


def due_of(earned_minor: int, collected: Decimal, invoiced: Decimal) -> int:
    """The part of what was earned that is due: in the proportion collected, half a unit rounded away from zero, never beyond the whole.

    Of 100.00 earned, with 1,000 of 3,000 collected, 33.33 is due.
    """
    if not invoiced or collected <= 0:
        return 0
    if collected >= invoiced:
        return earned_minor
    return divide_half_up(int(earned_minor * collected * SCALE), int(invoiced * SCALE))


def _release(hold: Hold, money: Money | None, period: Period, *, has_left: bool) -> Draft | None:
    collected, invoiced = money or (Decimal(0), Decimal(0))
    if not invoiced:
        return None
    amount = due_of(hold.earned_minor, collected, invoiced) - hold.paid_minor
    if amount == 0 or (has_left and amount * hold.earned_minor > 0):
        return None
    inputs = {"earned_minor": hold.earned_minor, "collected": collected, "invoiced": invoiced, "paid_minor": hold.paid_minor}
    return Draft(
        payee_id=hold.payee_id,
        component=hold.component,
        kind=LineKind.RELEASE,
        on=period.last_day,
        earned_on=hold.earned_on,
        amount_minor=amount,
        entry_id=hold.entry_id,
        source_type=hold.source_type,
        source_id=hold.source_id,
        explanation=Step("commission.release", amount, inputs).to_plain(),
    )
