"""The form of a new token."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import SCREENS

from .models import Token


class TokenForm(forms.ModelForm):
    screens = forms.MultipleChoiceField(
        label=gettext_lazy("Areas"), required=False, help_text=gettext_lazy("None chosen: every area that the person may see.")
    )

    class Meta:
        model = Token
        fields = ["name", "reach", "expires_on", "screens"]
        widgets = {"expires_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, **options)
        seen = [screen for screen in SCREENS.values() if may(by, VIEW, screen.model)]
        self.fields["screens"].choices = sorted((screen.slug, screen.title) for screen in seen)

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is past."))
        return day
