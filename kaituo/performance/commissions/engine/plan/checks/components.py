"""One component: its rate, split, filters, attainments and limits."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kaituo.foundation.calc import split as calc
from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan import components as plan
from kaituo.performance.commissions.engine.plan import rates as kinds
from kaituo.performance.commissions.engine.plan.checks import limits, rates
from kaituo.performance.commissions.engine.plan.crediting import Condition, Gate, Multiplier, Split, Weighted
from kaituo.performance.commissions.engine.plan.words import By

MOST_FACTOR = Decimal(100)


def faults(component: plan.Component, path: str) -> Iterator[Problem]:
    yield from limits.of_caps(component.caps, f"{path}.caps")
    for at, multiplier in enumerate(component.multipliers):
        yield from _multiplier(multiplier, f"{path}.multipliers[{at}]")
    if component.gate:
        yield from _gate(component.gate, component, f"{path}.gate")
    if isinstance(component, plan.Credited):
        yield from _conditions(component.where, f"{path}.where")
        yield from _conditions(component.free, f"{path}.free")
        if not component.measures:
            yield Problem("plan.too_few", f"{path}.measures", {"least": "1"})
    yield from OF_KIND[component.kind](component, path)


def _commission(component: plan.Commission, path: str) -> Iterator[Problem]:
    yield from rates.faults(component.rate, component.basis, f"{path}.rate")
    yield from limits.of_floor(component.floor, component.caps, f"{path}.floor")
    yield from limits.of_release(component.release, component.caps, f"{path}.release")
    yield from _weights(component.attainment, f"{path}.attainment")
    if component.split:
        yield from _split(component.split, f"{path}.split")
    if component.release and component.floor and component.floor.per == "period":
        yield Problem("plan.cap_with_release", f"{path}.floor")


def _spiff(component: plan.Spiff, path: str) -> Iterator[Problem]:
    if component.at_least == 0:
        yield Problem("plan.cap_zero", f"{path}.at_least")


def _fixed(component: plan.Fixed, path: str) -> Iterator[Problem]:
    if bool(component.bands) == bool(component.amount):
        yield Problem("plan.one_of", path, {"fields": "amount, bands"})
    if bool(component.bands) != bool(component.attainment):
        yield Problem("plan.bands_need_attainment", f"{path}.attainment")
    yield from _weights(component.attainment, f"{path}.attainment")
    if component.bands:
        yield from rates.rising([band.lower for band in component.bands], f"{path}.bands", ".lower")


def _override(component: plan.Override, path: str) -> Iterator[Problem]:
    yield from rates.faults(component.rate, component.basis, f"{path}.rate")
    is_plain = isinstance(component.rate, kinds.Constant) or (isinstance(component.rate, kinds.Table) and component.rate.by in (By.BASIS, By.TARGET))
    if not is_plain:
        yield Problem("plan.override_rate", f"{path}.rate.kind")
    of_sales = component.of == "sales"
    if of_sales != bool(component.measures) or of_sales == bool(component.components):
        yield Problem("plan.override_of", path, {"field": "measures" if of_sales else "components"})


def _pool(component: plan.Pool, path: str) -> Iterator[Problem]:
    if (component.amount is None) == (component.rate is None):
        yield Problem("plan.one_of", path, {"fields": "amount, rate"})
    if component.rate is not None:
        yield from limits.share(component.rate, f"{path}.rate")
    if not component.measures and (component.rate is not None or component.by == "credit"):
        yield Problem("plan.missing_field", f"{path}.measures", {"field": "measures"})


OF_KIND: dict[str, Callable[[Any, str], Iterator[Problem]]] = {
    "commission": _commission,
    "spiff": _spiff,
    "fixed": _fixed,
    "override": _override,
    "pool": _pool,
}


def _split(split: Split, path: str) -> Iterator[Problem]:
    shares = tuple(calc.Share(each.role, each.share, each.overlay) for each in split.shares)
    roles = [each.role for each in split.shares]
    for fault in calc.Split(shares).validate():
        at = f"[{roles.index(fault.source)}]" if fault.source in roles else ""
        yield Problem(fault.code, f"{path}.shares{at}", fault.parameters)


def _conditions(conditions: Sequence[Condition], path: str) -> Iterator[Problem]:
    for at, condition in enumerate(conditions):
        if not condition.values:
            yield Problem("plan.too_few", f"{path}[{at}].values", {"least": "1"})


def _weights(weighted: Sequence[Weighted], path: str) -> Iterator[Problem]:
    if weighted and sum(each.weight for each in weighted) != 1:
        yield Problem("plan.weights_not_whole", path, {"total": sum((each.weight for each in weighted), Decimal(0))})
    for at, each in enumerate(weighted):
        yield from limits.share(each.weight, f"{path}[{at}].weight", above_zero=True)
        if each.at_most is not None:
            yield from limits.share(each.at_most, f"{path}[{at}].at_most", most=MOST_FACTOR, above_zero=True)


def _multiplier(multiplier: Multiplier, path: str) -> Iterator[Problem]:
    if not multiplier.attainment:
        yield Problem("plan.too_few", f"{path}.attainment", {"least": "1"})
    yield from _weights(multiplier.attainment, f"{path}.attainment")
    for at, point in enumerate(multiplier.points):
        yield from limits.share(point.factor, f"{path}.points[{at}].factor", most=MOST_FACTOR)
    if not multiplier.points or multiplier.points[0].lower != 0:
        yield Problem("plan.not_from_zero", f"{path}.points")
    for at, (earlier, later) in enumerate(pairwise(multiplier.points), 1):
        if later.lower <= earlier.lower:
            yield Problem("plan.not_rising", f"{path}.points[{at}].lower", {"value": later.lower})


def _gate(gate: Gate, component: plan.Component, path: str) -> Iterator[Problem]:
    yield from _weights(gate.attainment, f"{path}.attainment")
    yield from limits.share(gate.at_least, f"{path}.at_least", most=MOST_FACTOR, above_zero=True)
    yield from limits.share(gate.below, f"{path}.below")
    if not gate.attainment and not getattr(component, "measures", ()):
        yield Problem("plan.missing_field", f"{path}.attainment", {"field": "attainment"})
