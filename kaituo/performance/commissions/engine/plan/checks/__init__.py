"""What can be wrong with a plan that reads well: each file looks at one concern and names fault and place."""

from collections.abc import Collection

from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan.checks import components, dates, limits, links, measures, units
from kaituo.performance.commissions.engine.plan.document import Plan

__all__ = ["faults_of"]


def faults_of(plan: Plan, known_measures: Collection[str] | None = None) -> list[Problem]:
    """Every fault, in the order of the document as far as one concern goes. `known_measures` None: any name may exist."""
    found = [*dates.faults(plan), *links.faults(plan), *measures.faults(plan, known_measures), *units.faults(plan)]
    for at, terms in enumerate(plan.terms):
        found += limits.faults_of_terms(terms, f"$.terms[{at}]")
        for number, component in enumerate(terms.components):
            found += components.faults(component, f"$.terms[{at}].components[{number}]")
    return found
