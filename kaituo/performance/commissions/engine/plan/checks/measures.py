"""Measures that a plan speaks of and that do not exist."""

from collections.abc import Collection, Iterator

from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan.components import Component, Credited, Override, Pool
from kaituo.performance.commissions.engine.plan.document import Plan


def faults(plan: Plan, known: Collection[str] | None) -> Iterator[Problem]:
    for at, terms in enumerate(plan.terms):
        for number, component in enumerate(terms.components):
            for place, measure in named(component):
                if known is not None and measure not in known:
                    path = f"$.terms[{at}].components[{number}].{place}"
                    yield Problem("plan.unknown_measure", path, {"measure": measure, "known": ", ".join(sorted(known)[:10])})


def named(component: Component) -> Iterator[tuple[str, str]]:
    """(place in the component, measure) of every measure it names."""
    if isinstance(component, Credited | Override | Pool):
        yield from ((f"measures[{at}]", measure) for at, measure in enumerate(component.measures))
    yield from ((f"attainment[{at}].measure", each.measure) for at, each in enumerate(getattr(component, "attainment", ())))
    if component.gate:
        yield from ((f"gate.attainment[{at}].measure", each.measure) for at, each in enumerate(component.gate.attainment))
    for number, multiplier in enumerate(component.multipliers):
        yield from ((f"multipliers[{number}].attainment[{at}].measure", each.measure) for at, each in enumerate(multiplier.attainment))


def measures_of(plan: Plan) -> set[str]:
    return {measure for terms in plan.terms for component in terms.components for _place, measure in named(component)}
