"""The verbs of duties. Adding one and changing its words are `create` and `change`; what is shared of the credit is agreed on its own."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .forms import EndForm, ShareForm
from .models import AccountDuty, DealDuty


@action(label=gettext_lazy("End duty"), says=events.DUTY_ENDED, allow="end", form=EndForm, when="can_end", icon="x", danger=True)
def end_on_account(duty: AccountDuty, *, by: User, last_on: date) -> None:
    _end(duty, last_on)


@action(label=gettext_lazy("End duty"), says=events.DUTY_ENDED, allow="end", form=EndForm, when="can_end", icon="x", danger=True)
def end_on_deal(duty: DealDuty, *, by: User, last_on: date) -> None:
    _end(duty, last_on)


@action(label=gettext_lazy("Agree on a share"), says=events.SHARE_AGREED, allow="agree_share", form=ShareForm, when="can_share", icon="percentage")
def share_account(duty: AccountDuty, *, by: User, share: Decimal) -> None:
    """Of orders of the customer that follow no deal's own duties."""
    _agree(duty, share)


@action(label=gettext_lazy("Agree on a share"), says=events.SHARE_AGREED, allow="agree_share", form=ShareForm, when="can_share", icon="percentage")
def share_deal(duty: DealDuty, *, by: User, share: Decimal) -> None:
    """Of orders that come of this deal, whatever is agreed for the customer."""
    _agree(duty, share)


def _end(duty: AccountDuty | DealDuty, last_on: date) -> None:
    """What was credited stays as it is; the access it gave ends with it."""
    duty.end_after(last_on)
    duty.save(update_fields=["ends_on"])


def _agree(duty: AccountDuty | DealDuty, share: Decimal) -> None:
    duty.share = share
    try:
        duty.refuse_too_much()
    except ValidationError as error:
        raise Refused(error.messages[0], field="share") from error
    duty.save(update_fields=["share"])
