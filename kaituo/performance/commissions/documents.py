"""A plan as kept in the database, as the document that plan files hold: the way from screen to file, and the terms of the engine's columns."""

from collections.abc import Sequence
from datetime import date

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES

from .choices import BandUnit, Release
from .engine.plan import document
from .engine.plan.components import Commission
from .engine.plan.limits import OnCash
from .engine.plan.rates import Band, Table
from .engine.plan.words import Basis, By, Method, Rhythm, Window
from .models import Component, Plan, PlanAssignment, PlanTerms
from .terms import Terms


def document_of(plan: Plan) -> document.Plan:
    """With its released terms, or all of them while none is released, and the people on it by their numbers."""
    versions = list(plan.terms.active().prefetch_related("components__bands").order_by("starts_on"))
    released = [version for version in versions if version.is_released] or versions
    return document.Plan(
        name=plan.name,
        note=plan.note,
        currency=plan.currency,
        members=tuple(_member(each) for each in plan.assignments.active().order_by("person_id", "starts_on")),
        terms=tuple(_terms(version) for version in released),
    )


def document_of_terms(terms: Terms, pay_dates: Sequence[date]) -> document.Plan:
    """What holds for one calculation. Amounts of any measure are counted in minor units, so rates stay as they were entered."""
    spans = [(None, None) if terms.always else (version.starts_on, version.ends_on) for version in terms.versions]
    versions = [
        document.Terms(
            components=tuple(_component(each, Basis.AMOUNT) for each in version.components.all() if each.is_active or version.is_released),
            **({"starts_on": starts, "ends_on": ends} if starts else {}),
        )
        for version, (starts, ends) in zip(terms.versions, spans, strict=True)
    ]
    people = sorted(terms.payees)
    members = [document.Member(payee=str(who)) for who in people] if terms.always else [_member(each) for each in terms.assignments]
    return document.Plan(
        name=terms.plan.name,
        currency=terms.plan.currency,
        pay_every=Rhythm.DATES,
        pay_dates=tuple(pay_dates),
        members=tuple(members),
        terms=tuple(versions),
    )


def key_of(component: Component) -> str:
    """The component's name in a document; the same for all versions of a rule."""
    return f"c{component.code[:31]}".lower()


def _member(assignment: PlanAssignment) -> document.Member:
    return document.Member(payee=str(assignment.person_id), starts_on=assignment.starts_on, ends_on=assignment.ends_on)


def _terms(version: PlanTerms) -> document.Terms:
    components = tuple(
        _component(component, Basis.UNITS if _is_by_piece(component) else Basis.AMOUNT)
        for component in version.components.all()
        if component.is_active
    )
    return document.Terms(starts_on=version.starts_on, ends_on=None if version.ends_on == FAR_FUTURE else version.ends_on, components=components)


def _is_by_piece(component: Component) -> bool:
    return component.measure in MEASURES and MEASURES[component.measure].unit != Unit.MONEY


def _component(component: Component, basis: Basis) -> Commission:
    return Commission(
        key=key_of(component),
        name=component.name,
        measures=(component.measure,),
        basis=basis,
        reset=Window(component.reset),
        rate=_table(component),
        release=OnCash() if component.release == Release.CASH else None,
        returns_lower_attainment=component.returns_lower_attainment,
    )


def _table(component: Component) -> Table:
    return Table(
        bands=tuple(Band(lower=band.lower, upper=band.upper, rate=band.rate) for band in component.bands.all()),
        method=Method(component.tiers),
        by=By.TARGET if component.unit == BandUnit.TARGET else By.BASIS,
        edge=component.edge,
        accumulated=component.is_accumulated,
        per_unit=_is_by_piece(component),
    )
