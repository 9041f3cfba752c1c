"""The steps of the plan behind a target."""

from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import FinishForm
from ..models import GoalStep


@action(label=pgettext_lazy("step", "Finish"), says=events.STEP_FINISHED, allow="finish_step", form=FinishForm, when="is_open", icon="circle-check")
def finish_step(step: GoalStep, *, by: User, outcome: str = "") -> None:
    step.done_on, step.outcome = clock.today(), outcome
    step.save(update_fields=["done_on", "outcome"])
