"""The verbs of customers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .forms import TransferForm
from .models import Account


@action(label=gettext_lazy("Transfer"), says=events.ACCOUNT_TRANSFERRED, form=TransferForm, when="is_active", icon="arrows-exchange")
def transfer(account: Account, *, by: User, to: User) -> None:
    """Make another person responsible. What happened before stays with those who did it."""
    if account.owner == to:
        raise Refused(_("%(person)s is responsible for %(account)s already.") % {"person": to, "account": account}, field="to")
    account.owner = to
    account.save(update_fields=["owner"])
