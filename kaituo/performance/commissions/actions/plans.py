"""The verbs of plans: releasing, revising, and who is on them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import cash, events
from ..choices import PlanState
from ..documents import document_of, faults_of, free_key
from ..engine.plan.checks.links import clashes
from ..engine.plan.document import Plan as Document
from ..forms import AssignForm, EndForm, ReviseForm
from ..models import Component, Plan, PlanAssignment, PlanTerms
from ..models.plan import code_of
from .terms import Faulty, write

BandValues = tuple[str | Decimal, str | Decimal | None, str | Decimal]


@transaction.atomic
def add_component(terms: PlanTerms, bands: Sequence[BandValues], *, by: User, name: str, measure: str, **more: Any) -> Component:
    """Add a commission on a measure with its bands (from, up to, rate as a fraction) to a draft.

    `unit`: amount, or target for shares of it; `release`: order or cash; `is_accumulated`; `key`, and whatever else a commission of the document
    has. Raises Faulty naming every fault.
    """
    rule = _commission(terms, bands, name, measure, more)
    kept = {"components": [], **terms.document}
    write(terms, by=by, document={**kept, "components": [*kept["components"], rule]})
    return terms.components.get(code=code_of(terms.plan_id, rule["key"]))


def change_component(component: Component, *, by: User, **changes: Any) -> None:
    """Let a rule of a draft say something else: `changes` are fields of its kind in the document. Raises Faulty naming every fault."""
    kept = component.terms.document
    rules = [rule | changes if rule["key"] == component.key else rule for rule in kept["components"]]
    write(component.terms, by=by, document={**kept, "components": rules})


def kept_bands(bands: Sequence[BandValues]) -> list[dict[str, str | None]]:
    """As the document has them."""
    return [{"lower": str(lower), "upper": None if upper is None else str(upper), "rate": str(rate)} for lower, upper, rate in bands]


def _commission(terms: PlanTerms, bands: Sequence[BandValues], name: str, measure: str, more: dict[str, Any]) -> dict[str, Any]:
    by_piece = measure in MEASURES and MEASURES[measure].unit != Unit.MONEY
    table = {
        "kind": "table",
        "bands": kept_bands(bands),
        "by": "target" if more.pop("unit", "amount") == "target" else "basis",
        "accumulated": more.pop("is_accumulated", True),
        "per_unit": by_piece,
    }
    on_cash = {"kind": "on_cash"} if more.pop("release", "order") == "cash" else None
    key = more.pop("key", "") or free_key("commission", terms.document)
    fixed = {"kind": "commission", "key": key, "name": name, "measures": [measure], "basis": "units" if by_piece else "amount"}
    return {**fixed, "rate": table, "release": on_cash, **more}


@action(label=pgettext_lazy("put in force", "Release"), says=events.PLAN_RELEASED, when="has_drafts", icon="rocket")
def release(plan: Plan, *, by: User) -> None:
    """Put the drafted terms in force. An open version before them ends where they begin; from now on they are frozen."""
    drafts = list(plan.terms.active().filter(released_at__isnull=True).order_by("starts_on"))
    whole = document_of(plan)
    if faults := [*faults_of(whole, cash.SOURCES), *_clashes(plan, whole)]:
        raise Faulty(whole, faults)
    for terms in drafts:
        _end_the_one_before(plan, terms)
        if _released(plan).touching(terms.span).exclude(pk=terms.pk).exists():
            raise Refused(_("Other terms of the plan are in force on some of these days."))
        terms.released_at = timezone.now()
        terms.save(update_fields=["released_at"])
    plan.state = PlanState.RELEASED
    plan.save(update_fields=["state"])


def _clashes(plan: Plan, whole: Document) -> list[Problem]:
    """People whom another released plan pays for a measure that this one pays for too."""
    others = [document_of(each) for each in Plan.objects.active().filter(state=PlanState.RELEASED).exclude(pk=plan.pk)]
    return [fault for other in others for clashing, fault in clashes([other, whole]) if clashing is whole]


def _released(plan: Plan):
    return plan.terms.active().filter(released_at__isnull=False)


def _end_the_one_before(plan: Plan, terms: PlanTerms) -> None:
    before = _released(plan).filter(ends_on__isnull=True, starts_on__lt=terms.starts_on).first()
    if before is None:
        return
    _refuse_paid_days(plan, terms.starts_on)
    before.ends_on = terms.starts_on
    before.save(update_fields=["ends_on"])


def _refuse_paid_days(plan: Plan, starts_on: date) -> None:
    """A new rate never rewrites old results."""
    paid = plan.assignments.filter(person__statements__run__state__in=["approved", "paid"], person__statements__lines__component__terms__plan=plan)
    last = paid.aggregate(day=Max("person__statements__run__ends_on"))["day"]
    if last and starts_on < last:
        raise Refused(_("Runs up to %(day)s are approved. New terms can begin on that day at the earliest.") % {"day": last})


@action(label=gettext_lazy("New terms"), says=events.PLAN_REVISED, form=ReviseForm, allow="change", icon="copy")
def revise(plan: Plan, *, by: User, starts_on: date) -> PlanTerms:
    """Begin a new version as a copy of the last one, to be changed and released."""
    last = plan.terms.active().order_by("-starts_on").first()
    terms = records.create(PlanTerms(plan=plan, starts_on=starts_on), by=by)
    if last and last.document:
        write(terms, by=by, document=last.document)
    return terms


@action(label=gettext_lazy("Put a person on it"), says=events.PERSON_ASSIGNED, form=AssignForm, allow="change", icon="user-plus")
def assign(plan: Plan, *, by: User, person: User, starts_on: date, **more: Any) -> PlanAssignment:
    """From a day on the person earns by this plan; `ends_on`, `target_amount` and `weight` may be given too.

    Raises Refused where another released plan pays her for the same measure on the same days.
    """
    more = {name: value for name, value in more.items() if value is not None}
    assignment = records.create(PlanAssignment(plan=plan, person=person, starts_on=starts_on, **more), by=by)
    whole = document_of(plan)
    faults = (
        [fault for fault in _clashes(plan, whole) if fault.parameters.get("payee") == person.username] if plan.state == PlanState.RELEASED else []
    )
    if faults:
        raise Faulty(whole, faults)
    return assignment


@action(label=gettext_lazy("End"), says=events.ASSIGNMENT_ENDED, form=EndForm, allow="change", when="is_active", icon="user-minus")
def end_assignment(assignment: PlanAssignment, *, by: User, ends_on: date) -> None:
    if ends_on <= assignment.starts_on:
        raise Refused(_("The end must lie after the start."), field="ends_on")
    assignment.ends_on = ends_on
    assignment.full_clean()
    assignment.save(update_fields=["ends_on"])
