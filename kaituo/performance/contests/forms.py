"""The forms of contests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import form_field

from .choices import FindingState
from .models import Contest, Finding
from .wording import said

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
FIELDS = (
    "name",
    "kind",
    "measure",
    "starts_on",
    "last_on",
    "owner",
    "rules",
    "figure",
    "least_figure",
    "past",
    "least_base",
    "is_per_head",
    "tie_rule",
    "second_measure",
    "split_days",
    "split_figure",
)


class ContestForm(forms.ModelForm):
    class Meta:
        model = Contest
        formfield_callback = form_field
        fields = FIELDS

    def clean_past(self) -> str:
        return self.cleaned_data["past"] or ""


class AdmitForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.people(), label=_("Person"))
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("Joined late, or was forgotten; everybody in the contest can read it"))


class AmendForm(forms.Form):
    """Only what may still change: the words of the rules, and the last day."""

    rules = forms.CharField(label=_("Rules"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    last_on = forms.DateField(label=_("Last day"), widget=DAY)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}), help_text=_("Everybody who takes part is told"))

    def meet(self, contest: Contest | None, by: User) -> None:
        if contest is not None:
            self.initial |= {"rules": contest.rules, "last_on": contest.last_on}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(choices=FindingState.choices[1:], label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}), help_text=_("The person reads it where an entry is left out")
    )

    def meet(self, finding: Finding | None, by: User) -> None:
        if finding is not None:
            self.notice = said(finding)
