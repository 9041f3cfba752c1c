"""Closing and reopening periods."""

from django import forms
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.verbs import action

from . import events
from .models import ClosedPeriod


class ReopenForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


def close(starts_on, ends_on, *, by: User) -> ClosedPeriod:
    """Freeze the entries of a span. Late corrections of it become adjustments in the first open day after it."""
    return records.create(ClosedPeriod(starts_on=starts_on, ends_on=ends_on), by=by, says=events.PERIOD_CLOSED)


@action(label=gettext_lazy("Reopen"), says=events.PERIOD_REOPENED, form=ReopenForm, when="is_closed", icon="lock-open", danger=True)
def reopen(period: ClosedPeriod, *, by: User, reason: str) -> None:
    """Let the entries of the span change again. Adjustments made meanwhile are replaced when the records are next posted."""
    period.is_closed = False
    period.save(update_fields=["is_closed"])
