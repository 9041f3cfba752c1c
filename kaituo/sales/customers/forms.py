"""The forms that customers' verbs show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User


class TransferForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("New responsible rep"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = User.objects.people().filter(is_active=True)
