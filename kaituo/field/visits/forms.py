"""The forms of visits."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.forms import form_field

from .models import Visit, VisitType


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class VisitForm(forms.ModelForm):
    class Meta:
        model = Visit
        formfield_callback = form_field
        fields = ["account", "contact", "visit_type", "planned_on", "at", "what", "owner"]
        widgets = {"planned_on": day_input(), "at": forms.TimeInput({"type": "time"}, format="%H:%M")}

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial = {"planned_on": clock.today(), "visit_type": VisitType.objects.active().first()} | {
                name: value for name, value in self.initial.items() if value is not None
            }


class MoveForm(forms.Form):
    to = forms.DateField(label=_("New day"), widget=day_input())

    def meet(self, visit: Visit | None, by: User) -> None:
        self.initial |= {"to": max(visit.planned_on, clock.today()) if visit else clock.today()}


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)


class JudgeForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 2}))


class DayForm(forms.Form):
    """Which day is planned, and for which customers."""

    day = forms.DateField(widget=day_input())
    visit_type = forms.ModelChoiceField(VisitType.objects.active(), label=_("Visit type"))
    accounts = forms.TypedMultipleChoiceField(coerce=int, label=_("Customers"))

    def __init__(self, offered: list[int], *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["accounts"].choices = [(key, str(key)) for key in offered]

    def clean_day(self) -> date:
        if self.cleaned_data["day"] < clock.today():
            raise forms.ValidationError(_("A visit is not planned for a day that is over."))
        return self.cleaned_data["day"]
