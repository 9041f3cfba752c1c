"""Amounts finer than the smallest unit of the plan's currency: what cannot be paid cannot be a border or a limit either."""

from collections.abc import Iterator
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.plan.components import Commission, Component, Fixed, Override, Pool, Spiff
from kaituo.performance.commissions.engine.plan.document import Plan, Terms
from kaituo.performance.commissions.engine.plan.rates import CompanyShare, Rate, Table
from kaituo.performance.commissions.engine.plan.words import Basis, By

MONEY = (Basis.AMOUNT, Basis.MARGIN, Basis.COLLECTED)
Placed = Iterator[tuple[str, Decimal | None]]


def faults(plan: Plan) -> Iterator[Problem]:
    try:
        digits = currency(plan.currency).minor_digits
    except ValueError:
        return
    for at, terms in enumerate(plan.terms):
        for place, amount in _of_terms(terms):
            if amount is not None and amount.scaleb(digits) % 1:
                yield Problem("rates.edge_not_whole", f"$.terms[{at}].{place}", {"lower": amount})


def _of_terms(terms: Terms) -> Placed:
    yield from ((f"caps[{at}].amount", cap.amount) for at, cap in enumerate(terms.caps))
    if terms.draw:
        yield from (("draw.amount", terms.draw.amount), ("draw.recovery_at_most", terms.draw.recovery_at_most))
    for number, component in enumerate(terms.components):
        yield from ((f"components[{number}].{place}", amount) for place, amount in _of_component(component))


def _of_component(component: Component) -> Placed:
    yield from ((f"caps[{at}].amount", cap.amount) for at, cap in enumerate(component.caps))
    if isinstance(component, Commission | Override):
        yield from _of_rate(component.rate, component.basis)
    if isinstance(component, Commission) and component.floor:
        yield "floor.amount", component.floor.amount
    if isinstance(component, Fixed | Pool | Spiff):
        yield "amount", component.amount
    if isinstance(component, Fixed):
        yield from ((f"bands[{at}].amount", band.amount) for at, band in enumerate(component.bands))


def _of_rate(rate: Rate, basis: Basis) -> Placed:
    if isinstance(rate, CompanyShare):
        yield "rate.cap", rate.cap
    if isinstance(rate, Table) and (rate.by in (By.AMOUNT, By.MARGIN) or (rate.by is By.BASIS and basis in MONEY)):
        yield from ((f"rate.bands[{at}].lower", band.lower) for at, band in enumerate(rate.bands))
