"""Dates of a plan: terms and memberships that overlap or end before they begin, pay dates that do not rise, and the currency."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.plan.document import Member, Plan, Terms
from kaituo.performance.commissions.engine.plan.words import Rhythm

Dated = Terms | Member


def faults(plan: Plan) -> Iterator[Problem]:
    yield from _currency(plan)
    yield from _backwards(plan.terms, "$.terms")
    yield from _backwards(plan.members, "$.members")
    for (_one_at, one), (at, other) in combinations(enumerate(plan.terms), 2):
        if overlap(one, other):
            yield Problem("plan.terms_overlap", f"$.terms[{at}]", {"on": max(one.starts_on, other.starts_on)})
    yield from _members(plan)
    yield from _pay_dates(plan)


def overlap(one: Dated, other: Dated) -> bool:
    return one.starts_on < (other.ends_on or date.max) and other.starts_on < (one.ends_on or date.max)


def _currency(plan: Plan) -> Iterator[Problem]:
    try:
        currency(plan.currency)
    except ValueError:
        yield Problem("plan.unknown_currency", "$.currency", {"value": plan.currency})


def _backwards(parts: Sequence[Dated], path: str) -> Iterator[Problem]:
    for at, part in enumerate(parts):
        if part.ends_on and part.ends_on <= part.starts_on:
            yield Problem("plan.ends_before_start", f"{path}[{at}].ends_on", {"on": part.ends_on, "start": part.starts_on})


def _members(plan: Plan) -> Iterator[Problem]:
    for at, member in enumerate(plan.members):
        if any(member.payee == other.payee and overlap(member, other) for other in plan.members[:at]):
            yield Problem("plan.person_twice", f"$.members[{at}]", {"payee": member.payee})
        if member.weight < 0:
            yield Problem("plan.negative", f"$.members[{at}].weight", {"value": member.weight})


def _pay_dates(plan: Plan) -> Iterator[Problem]:
    if (plan.pay_every is Rhythm.DATES) != bool(plan.pay_dates):
        yield Problem("plan.pay_dates_mismatch", "$.pay_dates")
    elif len(plan.pay_dates) == 1:
        yield Problem("plan.too_few", "$.pay_dates", {"least": "2"})
    for at, (earlier, later) in enumerate(pairwise(plan.pay_dates), 1):
        if later <= earlier:
            yield Problem("plan.not_rising", f"$.pay_dates[{at}]", {"value": later})
