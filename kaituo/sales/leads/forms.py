"""The forms that leads' verbs and screens show, and the one that anybody may fill in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.pipeline.models import Pipeline

from .choices import ASKED, SCORED
from .kinds import accounts_like, contacts_like
from .models import Lead, WebForm

DAYS_TO_CLOSE, FEW = 60, 20


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class FollowUpForm(forms.Form):
    note = forms.CharField(label=_("What was said"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    follow_up_on = forms.DateField(label=_("Next follow-up"), required=False, widget=day_input())


class DisqualifyForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class HandForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("New responsible rep"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = User.objects.people().filter(is_active=True)


class ConvertForm(forms.Form):
    """What is there already is offered for re-use; left empty, it is made anew."""

    account = forms.ModelChoiceField(Account.objects.none(), label=_("Use this customer"), required=False, empty_label=_("A new customer"))
    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Use this contact"), required=False, empty_label=_("A new contact"))
    is_different = forms.BooleanField(label=_("A new customer although there is one like it"), required=False)
    with_deal = forms.BooleanField(label=_("Begin an opportunity"), required=False, initial=True)
    deal_name = forms.CharField(label=_("Name of the opportunity"), max_length=200, required=False)
    pipeline = forms.ModelChoiceField(Pipeline.objects.active(), label=_("Pipeline"), required=False)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=18, decimal_places=2, required=False)
    expected_on = forms.DateField(label=_("Expected close"), required=False, widget=day_input())

    def meet(self, lead: Lead | None, by: User) -> None:
        if lead is None:
            return
        accounts, contacts = accounts_like(lead, by)[:FEW], contacts_like(lead, by)[:FEW]
        self.fields["account"].queryset = Account.objects.filter(pk__in=accounts)
        self.fields["contact"].queryset = Contact.objects.filter(pk__in=contacts).select_related("account")
        contact = self.fields["contact"].queryset.filter(pk__in=contacts[:1]).first()
        account = Account.objects.filter(pk__in=accounts[:1]).first()
        self.initial |= {"contact": contact, "account": contact.account if contact else account}
        self.initial |= {
            "deal_name": gettext("%(name)s: first enquiry") % {"name": lead},
            "pipeline": Pipeline.objects.active().order_by("position").first(),
        }
        self.initial |= {"expected_on": clock.today() + timedelta(days=DAYS_TO_CLOSE)}

    def clean(self) -> dict:
        found = super().clean()
        if found.get("with_deal") and not found.get("expected_on"):
            raise ValidationError({"expected_on": gettext("An opportunity needs the day on which it may close.")})
        contact = found.get("contact")
        if contact and found.get("account") and contact.account_id != found["account"].pk:
            raise ValidationError({"contact": gettext("This contact belongs to another customer.")})
        return found


class WebFormForm(forms.ModelForm):
    asks = forms.MultipleChoiceField(
        label=_("Asks for"),
        choices=[(name, SCORED[name]) for name in ASKED],
        widget=forms.CheckboxSelectMultiple,
        initial=["name", "person", "phone", "need"],
    )

    class Meta:
        model = WebForm
        fields = ("name", "heading", "introduction", "asks", "thanks", "source", "campaign", "owner", "hourly_cap", "is_on")

    def clean_asks(self) -> list[str]:
        asks = self.cleaned_data["asks"]
        if not {"name", "person"} & set(asks):
            raise ValidationError(gettext("Ask at least for the company or the person."))
        if not {"phone", "email", "wechat"} & set(asks):
            raise ValidationError(gettext("Ask for a way to answer: phone, e-mail or WeChat."))
        return asks


class EnquiryForm(forms.ModelForm):
    """What a visitor fills in. `homepage` is for machines only: people do not see it."""

    homepage = forms.CharField(required=False, label=_("Leave this empty"))
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Lead
        fields = ASKED

    def __init__(self, *args: Any, asks: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ASKED:
            if name not in asks:
                del self.fields[name]
        for name in ("name", "person"):
            if name in self.fields:
                self.fields[name].required = True
        if "need" in self.fields:
            self.fields["need"].widget.attrs["rows"] = 4
        self.fields["homepage"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean(self) -> dict:
        found = super().clean()
        ways = [name for name in ("phone", "email", "wechat") if name in self.fields]
        if not any(found.get(name) for name in ways) and not any(name in self.errors for name in ways):
            raise ValidationError(gettext("Please leave a way to answer you."))
        return found
