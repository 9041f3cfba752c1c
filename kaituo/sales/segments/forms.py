"""The forms that segments' verbs show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.sales.customers.choices import AccountClass


class FixForm(forms.Form):
    account_class = forms.ChoiceField(label=_("Class"), choices=AccountClass.choices)
    reason = forms.CharField(label=_("Reason"), max_length=200)
