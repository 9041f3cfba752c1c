"""The forms of commissions."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from .models import Dispute, Statement, StatementLine

DAYS_TO_ANSWER = 10
MOST_LINES = 1000


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReviseForm(forms.Form):
    starts_on = forms.DateField(label=_("New terms from"), widget=DayInput)


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(label=_("To"), required=False, widget=DayInput, help_text=_("The first day on which it no longer holds; empty: open"))
    target_amount = forms.DecimalField(label=_("Target"), required=False, min_value=Decimal(0), help_text=_("Empty: the one in Targets"))
    weight = forms.DecimalField(
        label=_("Weight"), initial=1, required=False, min_value=Decimal(0), decimal_places=8, help_text=_("Of her share in pools dealt out by weight")
    )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = User.objects.people().filter(is_active=True)


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("To"), widget=DayInput, help_text=_("The first day on which it no longer holds"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class PayForm(forms.Form):
    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput, initial=timezone.localdate)


def answer_day():
    return timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


def line_text(line: StatementLine) -> str:
    return f"{line.on} · {line.component.name if line.component else line.get_kind_display()} · {line.amount}"


class DisputeForm(forms.Form):
    line = forms.TypedChoiceField(label=_("Line"), coerce=lambda pk: StatementLine.objects.get(pk=pk))
    reason = forms.CharField(label=_("What is wrong"), max_length=300, widget=forms.Textarea({"rows": 3}))
    due_on = forms.DateField(label=_("Answer by"), widget=DayInput, initial=answer_day)

    def meet(self, statement: Statement, by: User) -> None:
        lines = StatementLine.objects.filter(statement=statement).select_related("component", "statement")
        self.fields["line"].choices = [(line.pk, line_text(line)) for line in lines[:MOST_LINES]]


class AcceptForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Adjustment"), max_digits=18, decimal_places=2, help_text=_("Added to the payee's next statement; may be negative")
    )
    answer = forms.CharField(label=_("Answer"), max_length=300)

    def meet(self, dispute: Dispute, by: User) -> None:
        """The adjustment is in the statement's currency."""
        self.fields["amount"].label = f"{self.fields['amount'].label} ({dispute.currency})"


class RefuseForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=300)
