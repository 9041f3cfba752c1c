"""The forms of activities: the quick one that a rep fills forty times a day, and those of a plan's verbs."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from .choices import Kind
from .models import Activity, FollowUp


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class LogForm(forms.ModelForm):
    """What was done with a customer. Only the text must be written; the customer is known from where it is opened."""

    class Meta:
        model = Activity
        fields = ["account", "kind", "text", "outcome", "contact", "opportunity", "next_on", "next_step", "happened_at", "minutes"]
        widgets = {
            "kind": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "text": forms.Textarea({"rows": 2, "placeholder": _("What was said; @name tells a colleague")}),
            "next_on": day_input(),
            "happened_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["happened_at"].required = False
        self.fields["outcome"].choices = [choice for choice in self.fields["outcome"].choices if choice[0]]

    def within(self, account_id: int | None) -> "LogForm":
        """Of a known customer only its own people and deals are offered."""
        if account_id:
            for name in ("contact", "opportunity"):
                self.fields[name].queryset = self.fields[name].queryset.filter(account=account_id)
        return self

    def clean_happened_at(self):
        return self.cleaned_data["happened_at"] or timezone.now()


class CompleteForm(forms.Form):
    """What came of a planned contact; it becomes an activity."""

    kind = forms.ChoiceField(label=_("How"), choices=Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What was said"), max_length=5000, widget=forms.Textarea({"rows": 3}))
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, widget=forms.RadioSelect)
    next_on = forms.DateField(label=_("Next contact on"), required=False, widget=day_input())
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)

    def meet(self, follow_up: FollowUp | None, by: User) -> None:
        self.fields["outcome"].choices = [choice for choice in Activity._meta.get_field("outcome").flatchoices if choice[0]]
        if follow_up is not None:
            self.initial |= {"kind": follow_up.kind}


class PostponeForm(forms.Form):
    to = forms.DateField(label=_("New day"), widget=day_input())

    def meet(self, follow_up: FollowUp | None, by: User) -> None:
        self.initial |= {"to": timezone.localdate() + timedelta(days=1)}


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)
