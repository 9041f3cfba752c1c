"""Pools: one sum for all members of a period, dealt out by weight so that the parts sum to it to the cent."""

from datetime import date

from kaituo.foundation.kernel.rounding import allocate, divide_half_up
from kaituo.performance.commissions.engine.columns import covering
from kaituo.performance.commissions.engine.columns.basing import column
from kaituo.performance.commissions.engine.columns.goals import presence
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Extra, Work
from kaituo.performance.commissions.engine.plan.components import Pool
from kaituo.performance.commissions.engine.plan.words import Proration

Credits = dict[date, dict[int, int]]


def share_out(work: Work, rule: Rule) -> None:
    for version in rule.versions:
        if isinstance(version.component, Pool):
            credit = _credits(work, version, version.component)
            for period in work.periods:
                if work.version_on(rule, period) == version:
                    work.add(_dealt(work, rule, version, period, credit.get(period, {})))


def _dealt(work: Work, rule: Rule, version: Version, period: date, credit: dict[int, int]) -> list[Extra]:
    component = version.component
    if not isinstance(component, Pool):
        return []
    total = sum(credit.values())
    weights = {who: weight for who in range(len(work.people)) if (weight := _weight(work, component, period, who, credit)) > 0}
    sum_minor = _sum(work, component, total)
    if not weights or not sum_minor:
        return []
    parts = allocate(sum_minor, list(weights.values()))
    return [
        Extra(rule.number, version.at, who, period, "pool", part, sum_minor, place=version.path) for who, part in zip(weights, parts, strict=True)
    ]


def _sum(work: Work, component: Pool, total: int) -> int:
    if component.rate is None:
        return int((component.amount or 0) * 10**work.digits)
    share = component.rate.as_integer_ratio()
    return divide_half_up(total * share[0], share[1])


def _weight(work: Work, component: Pool, period: date, who: int, credit: dict[int, int]) -> int:
    """In hundred-millionths; people who are not on the plan in the period have none."""
    if not presence(work, who, period, work.calendar.period_end(period), Proration.NONE):
        return 0
    if component.by == "credit":
        return max(credit.get(who, 0), 0)
    if component.by == "equal":
        return 1
    return max(int(member.weight * 10**8) for member in work.members[who])


def _credits(work: Work, version: Version, component: Pool) -> Credits:
    if not component.measures:
        return {}
    rows = f"{covering.sold(work)} WHERE {covering.measured(work.calculator, component.measures)} AND {covering.dated(work.calculator, version)}"
    found: Credits = {}
    for who, period, amount in work.calculator.rows(f"SELECT who, period, sum({column(component.basis)}) FROM {rows} GROUP BY ALL ORDER BY ALL"):
        found.setdefault(period, {})[who] = int(amount)
    return found
