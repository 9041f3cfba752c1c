"""The verbs of segments: a class fixed by hand or freed again, and a step of a plan that is done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .forms import FixForm
from .models import Worth


@action(label=gettext_lazy("Fix the class"), says=events.CLASS_FIXED, form=FixForm, when="is_free", icon="pin")
def fix_class(worth: Worth, *, by: User, account_class: str, reason: str) -> None:
    """The rules leave it alone until it is freed. For whoever may transfer the customer: nobody lifts her own out of recycling."""
    _refuse_unless_leading(worth, by)
    records.change(worth.account, {"account_class": account_class}, by=by)
    worth.is_fixed, worth.reason = True, reason
    worth.save()


@action(label=pgettext_lazy("class", "By the rules again"), says=events.CLASS_FREED, allow="fix_class", when="is_fixed", icon="pinned-off")
def free_class(worth: Worth, *, by: User) -> None:
    """From the coming night on."""
    _refuse_unless_leading(worth, by)
    worth.is_fixed, worth.reason = False, ""
    worth.save()


def _refuse_unless_leading(worth: Worth, by: User) -> None:
    if not may(by, "transfer", worth.account):
        raise Refused(_("Whoever leads the rep fixes the class of her customers."))
