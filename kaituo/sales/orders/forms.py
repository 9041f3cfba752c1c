"""The forms that the verbs of quotes and orders show."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .models import Order

PEERS = 3
PERCENT = Decimal(100)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label) -> forms.DateField:
    return forms.DateField(label=label, initial=clock.today, widget=DayInput())


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class AskApprovalForm(forms.Form):
    """The wanted discount: empty for what stands in the order."""

    discount_percent = forms.DecimalField(label=_("Discount wanted, in percent"), min_value=0, max_value=100, decimal_places=2, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        percent = cleaned.pop("discount_percent", None)
        return {**cleaned, "discount_rate": percent / PERCENT if percent else None}


class ConfirmForm(forms.Form):
    confirmed_on = day(_("Confirmed on"))


class DeliverForm(forms.Form):
    delivered_on = day(_("Delivered on"))


class OrderQuoteForm(forms.Form):
    ordered_on = day(_("Ordered on"))


class ReassignForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("New responsible rep"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = User.objects.people().filter(is_active=True)


class TakeBackForm(forms.Form):
    """One quantity per line of the order that has not come back yet."""

    returned_on = day(_("Returned on"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def meet(self, row: Order | None, by: User) -> None:
        self.rests = {line.pk: line for line in row.lines.sold() if line.rest > 0} if row else {}
        for pk, line in self.rests.items():
            self.fields[f"line_{pk}"] = forms.DecimalField(label=line.title, min_value=0, max_value=line.rest, initial=0, required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        quantities = {pk: cleaned.pop(f"line_{pk}", None) for pk in self.rests}
        return {**cleaned, "quantities": {pk: quantity for pk, quantity in quantities.items() if quantity}}


class ShareCreditForm(forms.Form):
    """Up to three people and their percentages; nobody named: the responsible rep has it all."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        for number in range(1, PEERS + 1):
            people = User.objects.people().filter(is_active=True)
            self.fields[f"person_{number}"] = forms.ModelChoiceField(people, label=_("Person"), required=False)
            self.fields[f"percent_{number}"] = forms.DecimalField(
                label=_("Share in percent"), min_value=0, max_value=100, max_digits=7, decimal_places=4, required=False
            )

    def meet(self, row: Order | None, by: User) -> None:
        for number, credit in enumerate(row.credits.all()[:PEERS] if row else (), 1):
            self.fields[f"person_{number}"].initial = credit.person_id
            self.fields[f"percent_{number}"].initial = credit.share * PERCENT

    def clean(self) -> dict:
        cleaned = super().clean()
        pairs = [(cleaned.get(f"person_{number}"), cleaned.get(f"percent_{number}")) for number in range(1, PEERS + 1)]
        return {"shares": {person: percent / PERCENT for person, percent in pairs if person and percent}}
