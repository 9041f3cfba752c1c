"""The verbs of plans: releasing, revising, and who is on them."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import PlanState
from ..forms import AssignForm, EndForm, ReviseForm
from ..models import Band, Component, Plan, PlanAssignment, PlanTerms
from ..problems import located
from ..terms import faults_of, faults_of_terms

BandValues = tuple[str | Decimal, str | Decimal | None, str | Decimal]


@transaction.atomic
def add_component(terms: PlanTerms, bands: list[BandValues], *, by: User, **values) -> Component:
    """Add a rule with its bands (from, up to, rate as a fraction). Raises Refused naming every fault of the table."""
    component = records.create(Component(terms=terms, **values), by=by)
    for lower, upper, rate in bands:
        band = Band(component=component, lower=Decimal(lower), upper=None if upper is None else Decimal(upper), rate=Decimal(rate))
        records.create(band, by=by)
    demand_sound(component)
    return component


def demand_draft(terms: PlanTerms) -> None:
    """Raises Refused for released terms: they are frozen."""
    if terms.is_released:
        raise Refused(_("These terms are released. Begin new ones instead."))


def demand_sound(component: Component) -> None:
    """Raises Refused with a sentence for each fault, naming the band."""
    fresh = Component.objects.prefetch_related("bands").get(pk=component.pk)
    faults = faults_of(fresh, fresh.terms.plan.currency)
    if faults:
        raise Refused(" ".join(located(fault, fresh.name) for fault in faults))


@action(label=pgettext_lazy("put in force", "Release"), says=events.PLAN_RELEASED, when="has_drafts", icon="rocket")
def release(plan: Plan, *, by: User) -> None:
    """Put the drafted terms in force. An open version before them ends where they begin; from now on they are frozen."""
    drafts = list(plan.terms.active().filter(released_at__isnull=True).order_by("starts_on"))
    faults = [located(fault, name) for terms in drafts for name, fault in faults_of_terms(terms)]
    if faults:
        raise Refused(" ".join(faults))
    for terms in drafts:
        _end_the_one_before(plan, terms)
        if _released(plan).touching(terms.span).exclude(pk=terms.pk).exists():
            raise Refused(_("Other terms of the plan are in force on some of these days."))
        terms.released_at = timezone.now()
        terms.save(update_fields=["released_at"])
    plan.state = PlanState.RELEASED
    plan.save(update_fields=["state"])


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
    for component in last.components.active() if last else []:
        _copy(component, terms, by)
    return terms


def _copy(component: Component, terms: PlanTerms, by: User) -> None:
    bands = list(component.bands.all())
    kept = ("code", "name", "measure", "tiers", "edge", "unit", "is_accumulated", "reset", "release", "returns_lower_attainment")
    copy = records.create(Component(terms=terms, **{name: getattr(component, name) for name in kept}), by=by)
    for band in bands:
        records.create(Band(component=copy, lower=band.lower, upper=band.upper, rate=band.rate), by=by)


@action(label=gettext_lazy("Put a person on it"), says=events.PERSON_ASSIGNED, form=AssignForm, allow="change", icon="user-plus")
def assign(
    plan: Plan, *, by: User, person: User, starts_on: date, ends_on: date | None = None, target_amount: Decimal | None = None
) -> PlanAssignment:
    """From a day on the person earns by this plan."""
    values = {"plan": plan, "person": person, "starts_on": starts_on, "ends_on": ends_on, "target_amount": target_amount}
    return records.create(PlanAssignment(**values), by=by)


@action(label=gettext_lazy("End"), says=events.ASSIGNMENT_ENDED, form=EndForm, allow="change", when="is_active", icon="user-minus")
def end_assignment(assignment: PlanAssignment, *, by: User, ends_on: date) -> None:
    if ends_on <= assignment.starts_on:
        raise Refused(_("The end must lie after the start."), field="ends_on")
    assignment.ends_on = ends_on
    assignment.full_clean()
    assignment.save(update_fields=["ends_on"])
