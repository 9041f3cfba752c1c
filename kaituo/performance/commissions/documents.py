"""A plan as kept in the database and as the document that plan files hold: one is made from the other, and nothing is said twice."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.metrics.measure import MEASURES

from .choices import HELD, ON_CASH, ON_LATE_CASH, PAID_AT_ONCE
from .engine.plan import document
from .engine.plan.checks import faults_of as faults_of_document
from .engine.plan.components import Commission, Component
from .engine.plan.limits import OnCash
from .engine.plan.words import Basis
from .models import Plan, PlanAssignment, PlanTerms
from .models.plan import code_of

FIRST_DAY = date(1900, 1, 1)
DAYS = ("starts_on", "ends_on")
"""What a version of a plan keeps in columns of its own."""


def document_of(plan: Plan, instead: PlanTerms | None = None) -> document.Plan:
    """All its versions, as they will hold once all are released: an open one ends where the next begins. People by their sign-in names.

    `instead` is one of its versions as it is about to be saved.
    """
    versions = [instead if instead and each.pk == instead.pk else each for each in plan.terms.active().order_by("starts_on", "pk")]
    people = plan.assignments.active().select_related("person").order_by("person__username", "starts_on")
    return whole(plan, _in_turn(versions), [_member(each, each.person.username) for each in people])


def document_to_pay(plan: Plan, versions: Iterable[PlanTerms], assignments: Iterable[PlanAssignment]) -> document.Plan:
    """These versions on their own days, people by their numbers."""
    return whole(plan, [terms_of_row(each) for each in versions], [_member(each, payee_of(each.person_id)) for each in assignments])


def document_to_try(plan: Plan, version: PlanTerms | None, people: Iterable[int]) -> document.Plan:
    """One version as if it had always held, for these people as if they had always been on the plan."""
    terms = [terms_of_row(version).model_copy(update={"starts_on": FIRST_DAY, "ends_on": None})] if version else []
    return whole(plan, terms, [document.Member(payee=payee_of(who)) for who in sorted(set(people))])


def whole(plan: Plan, terms: Sequence[document.Terms], members: Sequence[document.Member]) -> document.Plan:
    """What holds for the whole of a plan, with versions and people."""
    return document.Plan(
        name=plan.name,
        name_en=plan.name_en,
        note=plan.note,
        currency=plan.currency,
        pay_every=plan.pay_every,
        pay_dates=tuple(date.fromisoformat(day) for day in plan.pay_dates),
        year_starts=plan.year_starts,
        members=tuple(members),
        terms=tuple(terms),
    )


def payee_of(person: int) -> str:
    """A person as a calculation knows her: texts of one length, so that they sort like the numbers they are."""
    return f"{person:012}"


def terms_of_row(version: PlanTerms) -> document.Terms:
    return document.Terms.model_validate({"components": [], **version.document, "starts_on": version.starts_on, "ends_on": version.ends_on})


def kept_of(terms: document.Terms) -> dict[str, Any]:
    """What `PlanTerms.document` keeps of a version: everything but its days."""
    return terms.model_dump(mode="json", exclude=set(DAYS))


def free_key(kind: str, kept: dict[str, Any]) -> str:
    """A key that no component of the version has yet: commission, commission_2 …"""
    taken = {each["key"] for each in kept.get("components", [])}
    return next(key for key in (kind, *(f"{kind}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


def component_values(plan: Plan, component: Component) -> dict[str, str]:
    """What the row of a component repeats of the document, so that statements and releases find it."""
    measures = getattr(component, "measures", ())
    return {
        "code": code_of(plan.pk, component.key),
        "name": component.name or component.key,
        "kind": component.kind,
        "measure": measures[0] if measures else "",
        "release": release_of(component),
        "basis": str(getattr(component, "basis", Basis.AMOUNT)),
    }


def release_of(component: Component) -> str:
    given = component.release if isinstance(component, Commission) else None
    if given is None:
        return PAID_AT_ONCE
    if isinstance(given, OnCash):
        return ON_LATE_CASH if given.late else ON_CASH
    return HELD


def faults_of(plan: document.Plan, cash_sources: Iterable[str] | None = None) -> list[Problem]:
    """Everything that is wrong with a document here, where it is known which measures exist and how customers' money comes in."""
    found = faults_of_document(plan, MEASURES)
    return found if cash_sources is None else [*found, *_without_cash(plan, set(cash_sources))]


def _without_cash(plan: document.Plan, known: set[str]) -> Iterable[Problem]:
    for at, terms in enumerate(plan.terms):
        for number, component in enumerate(terms.components):
            if release_of(component) in (ON_CASH, ON_LATE_CASH) and not set(getattr(component, "measures", ())) <= known:
                yield Problem("commission.no_cash_source", f"$.terms[{at}].components[{number}].release")


def _in_turn(versions: Sequence[PlanTerms]) -> list[document.Terms]:
    found = [terms_of_row(version) for version in versions]
    ends = [each.ends_on or following.starts_on for each, following in pairwise(found)]
    return [each.model_copy(update={"ends_on": end}) for each, end in zip(found, [*ends, *(each.ends_on for each in found[-1:])], strict=True)]


def _member(assignment: PlanAssignment, payee: str) -> document.Member:
    return document.Member(payee=payee, starts_on=assignment.starts_on, ends_on=assignment.ends_on, weight=assignment.weight.normalize())
