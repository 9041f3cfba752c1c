"""The form of a proposal as the page needs it: filled beforehand, tried before it is sent, put forward by the verb."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.screens.views.base import put_errors

from .actions.agreeing import propose
from .choices import Span
from .forms import ProposeForm
from .models import Target
from .plan_query import USUAL

BEFOREHAND = ("person", "measure", "kind", "starts_on", "goal_amount")


def proposal_form(by: User, data: Mapping | None, given: Mapping) -> ProposeForm:
    """A new one begins with the quarter to come."""
    coming = Period.containing(clock.today(), PeriodKind.QUARTER).next()
    usual = {"person": by.pk, "measure": USUAL, "kind": Span.QUARTER, "starts_on": coming.start}
    return ProposeForm(data, by=by, initial=usual | {name: given[name] for name in BEFOREHAND if given.get(name)})


def put_forward(form: ProposeForm, *, by: User) -> Target | None:
    """The target on the table; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    try:
        return propose(by=by, steps=form.planned, **form.values)
    except ValidationError as refusal:
        put_errors(form, refusal)
        return None


def trial_of(form: ProposeForm) -> Target | None:
    """The target as the form has it, never written; None while person, measure, day or goal are missing."""
    form.is_valid()
    said = form.cleaned_data
    if not all(said.get(name) for name in ("person", "measure", "kind", "starts_on", "goal_amount")):
        return None
    trial = Target(**{name: said[name] for name in ("person", "measure", "kind", "starts_on", "goal_amount")})
    try:
        trial.clean()
    except ValidationError:
        return None
    return trial
