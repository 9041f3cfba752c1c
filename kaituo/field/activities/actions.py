"""The verbs of activities. Logging one is creating it; the rest concerns what is planned."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import PlanState
from .forms import CompleteForm, DropForm, PostponeForm
from .models import Activity, FollowUp


def log(activity: Activity, *, by: User) -> Activity:
    """Write down what was done. Raises ValidationError and PermissionDenied like `records.create`."""
    return records.create(activity, by=by, says=events.ACTIVITY_LOGGED)


@action(label=pgettext_lazy("verb", "Done"), says=events.FOLLOW_UP_DONE, form=CompleteForm, when="is_open", icon="circle-check")
def complete(
    follow_up: FollowUp, *, by: User, text: str, kind: str = "", outcome: str = "", next_on: date | None = None, next_step: str = ""
) -> None:
    """It was done as planned: what was said is kept as an activity of the customer's."""
    done = Activity(
        account=follow_up.account,
        contact=follow_up.contact,
        opportunity=follow_up.opportunity,
        owner=by,
        kind=kind or follow_up.kind,
        outcome=outcome,
        text=text,
        happened_at=clock.now(),
        next_on=next_on,
        next_step=next_step,
        fulfils=follow_up,
    )
    follow_up.state, follow_up.done_on = PlanState.DONE, clock.today()
    follow_up.save(update_fields=["state", "done_on"])
    log(done, by=by)


@action(label=gettext_lazy("Postpone"), says=events.FOLLOW_UP_POSTPONED, form=PostponeForm, when="is_open", icon="calendar-event")
def postpone(follow_up: FollowUp, *, by: User, to: date) -> None:
    if to < clock.today():
        raise Refused(_("The next contact cannot lie in the past."), field="to")
    if to == follow_up.due_on:
        raise Refused(_("It is planned for this day already."), field="to")
    follow_up.due_on = to
    follow_up.save(update_fields=["due_on"])


@action(label=gettext_lazy("Drop"), says=events.FOLLOW_UP_DROPPED, form=DropForm, when="is_open", icon="circle-x", danger=True)
def drop(follow_up: FollowUp, *, by: User, reason: str) -> None:
    """It will not be done, and why."""
    follow_up.state, follow_up.drop_reason = PlanState.DROPPED, reason
    follow_up.save(update_fields=["state", "drop_reason"])
