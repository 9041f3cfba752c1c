"""Components that name each other: keys used twice, names of nobody, circles of overrides, and two plans for one person and measure."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan.checks.dates import overlap
from kaituo.performance.commissions.engine.plan.checks.measures import named
from kaituo.performance.commissions.engine.plan.components import Credited, Override
from kaituo.performance.commissions.engine.plan.document import Plan, Terms


def faults(plan: Plan) -> Iterator[Problem]:
    kinds: dict[str, str] = {}
    if not plan.terms:
        yield Problem("plan.too_few", "$.terms", {"least": "1"})
    for at, terms in enumerate(plan.terms):
        yield from _of_terms(terms, f"$.terms[{at}]")
        for number, component in enumerate(terms.components):
            if kinds.setdefault(component.key, component.kind) != component.kind:
                yield Problem("plan.kind_changed", f"$.terms[{at}].components[{number}].kind", {"key": component.key, "kind": kinds[component.key]})


def _of_terms(terms: Terms, path: str) -> Iterator[Problem]:
    keys = [component.key for component in terms.components]
    if not keys:
        yield Problem("plan.no_component", f"{path}.components")
    for at, key in enumerate(keys):
        if key in keys[:at]:
            yield Problem("plan.key_twice", f"{path}.components[{at}].key", {"key": key})
    for place, key in _references(terms):
        if key not in keys:
            yield Problem("plan.unknown_component", f"{path}.{place}", {"key": key, "known": ", ".join(keys[:10])})
    yield from _best_twice(terms, path)
    yield from _circles(terms, path)


def _references(terms: Terms) -> Iterator[tuple[str, str]]:
    for at, component in enumerate(terms.components):
        if isinstance(component, Override):
            yield from ((f"components[{at}].components[{number}]", key) for number, key in enumerate(component.components))
    for at, best in enumerate(terms.best_of):
        yield from ((f"best_of[{at}].components[{number}]", key) for number, key in enumerate(best.components))


def _best_twice(terms: Terms, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, best in enumerate(terms.best_of):
        if len(best.components) < 2:
            yield Problem("plan.too_few", f"{path}.best_of[{at}].components", {"least": "2"})
        for number, key in enumerate(best.components):
            if key in seen:
                yield Problem("plan.key_twice", f"{path}.best_of[{at}].components[{number}]", {"key": key})
            seen.add(key)


def _circles(terms: Terms, path: str) -> Iterator[Problem]:
    below = {each.key: each.components for each in terms.components if isinstance(each, Override)}
    for at, component in enumerate(terms.components):
        if component.key in below and component.key in _reached(component.key, below):
            yield Problem("plan.circular_override", f"{path}.components[{at}].components", {"key": component.key})


def _reached(key: str, below: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(below[key])
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += below.get(each, ())
    return found


def clashes(plans: Sequence[Plan]) -> Iterator[tuple[Plan, Problem]]:
    """Of plans that are to hold together: whoever would be paid twice for one measure. Nobody named means everybody."""
    for one, other in combinations(plans, 2):
        shared = _credited(one) & _credited(other)
        for measure in sorted(shared):
            for at, member in enumerate(other.members):
                if any(member.payee == each.payee and overlap(member, each) for each in one.members):
                    yield other, Problem("plan.two_plans", f"$.members[{at}]", {"payee": member.payee, "measure": measure, "plan": one.name})


def _credited(plan: Plan) -> set[str]:
    components = [each for terms in plan.terms for each in terms.components if isinstance(each, Credited) and each.kind == "commission"]
    return {measure for each in components for place, measure in named(each) if place.startswith("measures")}
