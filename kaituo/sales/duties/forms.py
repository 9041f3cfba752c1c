"""The forms that the verbs of duties show."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .models import Duty


class EndForm(forms.Form):
    last_on = forms.DateField(label=_("Last day"), initial=clock.today, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class ShareForm(forms.Form):
    share = forms.DecimalField(
        label=_("Credit share"),
        max_digits=5,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Of every order from its day on; the rest is the responsible rep's"),
    )

    def meet(self, duty: Duty | None, by: User) -> None:
        if duty is not None:
            self.fields["share"].initial = duty.share
