"""The verbs of people."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import Helping, Membership, Team, User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .forms import HelpForm, LeaveForm, MoveForm
from .models import Staff
from .placing import end_access


@action(label=gettext_lazy("End engagement"), says=events.STAFF_LEFT, form=LeaveForm, when="is_engaged", icon="door-exit", danger=True)
def leave(staff: Staff, *, by: User, left_on: date) -> None:
    """The last day of access is the day before. What she did stays hers."""
    if left_on < staff.joined_on:
        raise Refused(_("Nobody leaves before joining."), field="left_on")
    staff.left_on = left_on
    staff.save(update_fields=["left_on"])
    end_access(staff, left_on)


@action(label=gettext_lazy("Move to a team"), says=events.STAFF_MOVED, form=MoveForm, when="is_engaged", icon="arrows-exchange")
def move(staff: Staff, *, by: User, team: Team, on: date, is_lead: bool = False) -> None:
    """From the day on she belongs to another team; results before that day stay with the old one."""
    own = Membership.objects.filter(user=staff.user)
    own.filter(starts_on__gte=on).delete()
    own.on(on).update(ends_on=on)
    Membership.objects.create(user=staff.user, team=team, starts_on=on, is_lead=is_lead)
    staff.team = team
    staff.save(update_fields=["team"])


@action(label=gettext_lazy("Give a back-office helper"), says=events.HELP_AGREED, form=HelpForm, when="is_engaged", icon="users")
def get_help(staff: Staff, *, by: User, helper: User, on: date) -> None:
    """A back-office person acts for this rep from the day on; every event she leaves says so."""
    if helper == staff.user:
        raise Refused(_("Nobody helps herself."), field="helper")
    Helping.objects.update_or_create(helper=helper, rep=staff.user, ends_on=None, defaults={"starts_on": on})


@action(label=gettext_lazy("End"), says=events.HELP_ENDED, when="is_not_over", icon="x", danger=True)
def end_help(helping: Helping, *, by: User) -> None:
    """From today on she acts for the rep no longer; help that has not begun never will."""
    helping.close()
    helping.save(update_fields=["ends_on"])
