"""The forms of recognition."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.sources import record_at

from .models import CompanyValue, HonourTitle
from .whom import thankable

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ThanksForm(forms.Form):
    """Written on the wall, mostly with a thumb: four fields, the last one may stay empty."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("To"))
    value = forms.ModelChoiceField(CompanyValue.objects.none(), label=_("Value"), widget=forms.RadioSelect, empty_label=None)
    deed = forms.CharField(
        label=_("What for"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The deed itself: “drove to the customer on Sunday and had the line running by noon”"),
    )
    link = forms.CharField(
        label=_("About a record"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"inputmode": "url"}),
        help_text=_("The address of a page here; only those who may see the record can open it"),
    )

    def __init__(self, by: User, *args, **options) -> None:
        super().__init__(*args, **options)
        self.by = by
        self.fields["person"].queryset = thankable(by)
        self.fields["value"].queryset = visible(by, CompanyValue.objects.active())

    def clean_link(self) -> object:
        """The record itself, or nothing."""
        address = self.cleaned_data["link"].strip()
        row = record_at(address, self.by) if address else None
        if address and row is None:
            raise ValidationError(
                _("“%(address)s” leads to no record that you may see. Open the record and copy its address.") % {"address": address[:100]}
            )
        return row


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 2}))


class BestowForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.people(), label=_("Person"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    reason = forms.CharField(label=_("What for"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def meet(self, title: HonourTitle | None, by: User) -> None:
        self.initial |= {"starts_on": clock.today()}
