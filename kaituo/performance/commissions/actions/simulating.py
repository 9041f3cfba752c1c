"""The verb by which a plan is simulated over many credits."""

from datetime import date

from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import SimulateForm
from ..models import Plan, Simulation


@action(label=gettext_lazy("Simulate in the background"), says=events.PLAN_SIMULATED, form=SimulateForm, allow="view", icon="chart-bar")
def simulate_plan(plan: Plan, *, by: User, starts_on: date, ends_on: date) -> Simulation:
    """Whoever may read the plan may try it; she is told when it is through. `ends_on` is the first day after."""
    return Simulation.objects.create(plan=plan, starts_on=starts_on, ends_on=ends_on, created_by=by)
