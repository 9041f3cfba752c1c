"""The forms that the verbs of approvals show."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class RejectForm(forms.Form):
    note = forms.CharField(label=_("Reason"), max_length=300)
