"""The forms that the verbs of scorecards show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from .models import Indicator, Scorecard, Template


class NewVersionForm(forms.Form):
    starts_on = forms.DateField(
        label=_("Holds from"),
        help_text=_("The first day of a period that has not begun"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def meet(self, template: Template | None, by: User) -> None:
        if template is not None:
            self.fields["starts_on"].initial = template.next_start


class JudgeForm(forms.Form):
    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("Objective"))
    score = forms.DecimalField(label=_("Score, 0 to 200"), min_value=0, max_value=200, max_digits=6, decimal_places=2)
    evidence = forms.CharField(label=_("What it rests on"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def meet(self, card: Scorecard | None, by: User) -> None:
        if card is not None:
            self.fields["indicator"].queryset = card.template_version.indicators.filter(against="judgement")
