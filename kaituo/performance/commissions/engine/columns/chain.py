"""The order of the steps. Whoever wants to know what happens when reads this file; how is in the step's own."""

from datetime import date

from kaituo.performance.commissions.engine.columns import (
    bonuses,
    capping,
    covering,
    drawing,
    goals,
    limiting,
    opening,
    overriding,
    pacing,
    pooling,
    releasing,
    rounding,
    running,
    settling,
    slicing,
)
from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.rule import Rule
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Spiff
from kaituo.performance.commissions.engine.plan.document import Plan


def calculate(calculator: Calculator, plan: Plan, inputs: Inputs, *, open_from: date | None = None) -> Work:
    """Everything of one plan. Before `open_from` all periods are closed: they count, and only their difference to `paid` is paid.

    Raises Refused when the inputs as a whole cannot be right, such as a team in a circle; whatever concerns one credit is a problem.
    """
    work = Work(calculator, plan)
    opening.open_up(work, inputs)
    overrides = [rule for rule in work.rules if rule.kind == "override"]
    for rule in work.rules:
        if rule not in overrides:
            earn(work, rule)
    covering.tell_uncovered(work)
    for at, terms in enumerate(plan.terms):
        capping.choose_best(work, terms, at)
    for rule in overrides:
        earn(work, rule)
    settling.settle(work, open_from)
    capping.limit_plan(work, work.rules)
    drawing.draw(work)
    return work


def earn(work: Work, rule: Rule) -> None:
    """One rule, from its credits to rounded lines."""
    if rule.kind == "fixed":
        bonuses.pay_fixed(work, rule)
    elif rule.kind == "pool":
        pooling.share_out(work, rule)
    else:
        _of_credits(work, rule)
    capping.limit_periods(work, rule)


def _of_credits(work: Work, rule: Rule) -> None:
    goals.set_goals(work, rule)
    if rule.kind == "override":
        overriding.run(work, rule)
    else:
        running.run(work, rule)
    pacing.set_pace(work, rule)
    slicing.slice_up(work, rule)
    if isinstance(rule.first, Spiff) and rule.first.every == "period":
        work.calculator.run(f"DELETE FROM slice_{rule.number}")
    if rule.has_factor:
        pacing.set_factors(work, rule)
    rounding.round_lines(work, rule, limiting.exact(work, rule))
    bonuses.pay_once(work, rule)
    releasing.release(work, rule)
