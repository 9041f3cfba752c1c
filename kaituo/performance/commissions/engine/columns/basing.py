"""The base of each credit and, for plain rates, the rate: one row a credit, before any band is looked at."""

from decimal import Decimal

from kaituo.performance.commissions.engine.columns import covering, splitting
from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.columns.inputs import AMOUNTS, SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import AXES, Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.rates import Constant, Expression, Lookup, Named, PerUnit, Ranged
from kaituo.performance.commissions.engine.plan.words import Basis, Ratio

ONE = "CASE WHEN amount < 0 OR units < 0 THEN -1 ELSE 1 END"
RATIOS = {
    Ratio.DISCOUNT: "CASE WHEN list_amount = 0 THEN 0 ELSE halved((list_amount - amount)::HUGEINT * 100000000, list_amount) END",
    Ratio.MARGIN_RATE: "CASE WHEN amount = 0 THEN 0 ELSE halved(margin::HUGEINT * 100000000, amount) END",
}
Sided = Named | Ranged


def column(basis: Basis) -> str:
    return ONE if basis is Basis.COUNT else basis.value


def based(work: Work, rule: Rule, version: Version) -> str:
    """SELECT of one version's rows. `turn` marks returns; `axis` is what bands are measured on."""
    calculator, component = work.calculator, version.component
    base = _credited(calculator, component, column(version.basis))
    axis = _axis(calculator, version, base)
    columns = [f"{version.at} AS v", f"{base} AS base", f"{axis} AS axis", *_rate(calculator, rule, version), _share(calculator, rule, component)]
    if isinstance(version.rate, Expression):
        columns += list(AMOUNTS)
    where = f"{covering.covered(calculator, version)} AND NOT {covering.is_free(calculator, version)}"
    return f"SELECT seq, who, period, win, posted, day, turn, {', '.join(columns)} FROM {covering.sold(work, window=component.reset)} WHERE {where}"


def _credited(calculator: Calculator, component: object, amount: str) -> str:
    split = component.split if isinstance(component, Commission) else None
    return splitting.part(calculator, split, amount) if split and split.apply == "before_rate" else amount


def _axis(calculator: Calculator, version: Version, base: str) -> str:
    if not version.table or version.table.by not in AXES:
        return base
    return _credited(calculator, version.component, column(AXES[version.table.by]))


def _share(calculator: Calculator, rule: Rule, component: object) -> str:
    """The role's part of the pay, over the rule's scale of shares."""
    split = component.split if isinstance(component, Commission) else None
    if not split or split.apply == "before_rate":
        return f"{rule.share_scale} AS share"
    return f"{splitting.share(calculator, split)} * {rule.share_scale // splitting.scale_of(split)} AS share"


def _rate(calculator: Calculator, rule: Rule, version: Version) -> list[str]:
    rate = version.rate
    if isinstance(rate, Constant | PerUnit):
        value = rate.rate if isinstance(rate, Constant) else rate.amount
        return ["0 AS band", f"{rule.whole_rate(version, value)} AS rate"]
    if isinstance(rate, Lookup):
        return _looked_up(calculator, rule, version, rate)
    return ["NULL AS band", "NULL AS rate"]


def _looked_up(calculator: Calculator, rule: Rule, version: Version, rate: Lookup) -> list[str]:
    """The cell: rows from top to bottom, in each the columns from left to right; band counts cells in that order."""
    width = len(rate.rates[0])
    rows, columns = _position(calculator, rate.rows), _position(calculator, rate.columns) if rate.columns else "0"
    cell = f"({rows}) * {width} + ({columns})"
    arms = " ".join(f"WHEN {at} THEN {rule.whole_rate(version, each)}" for at, each in enumerate(each for row in rate.rates for each in row))
    return [f"{cell} AS band", f"CASE {cell} {arms} END AS rate"]


def _position(calculator: Calculator, side: Sided) -> str:
    """Which row or column a credit falls into, from 0; NULL where none is for it."""
    if isinstance(side, Ranged):
        edges = [int(lower * 10**SHARE_DIGITS) for lower in side.lower]
        ratio = RATIOS[side.by]
        arms = [f"WHEN {ratio} >= {edge} THEN {at}" for at, edge in reversed(list(enumerate(edges)))]
        return f"CASE {' '.join(arms)} ELSE 0 END"
    named = [f"WHEN {covering.is_one_of(calculator, side.by, [value])} THEN {at}" for at, value in enumerate(side.values) if value != "*"]
    others = side.values.index("*") if "*" in side.values else "NULL"
    return f"CASE {' '.join(named)} ELSE {others} END" if named else str(others)


def whole_share(share: Decimal) -> int:
    """A share in hundred-millionths."""
    return int(share * Decimal(10) ** SHARE_DIGITS)
