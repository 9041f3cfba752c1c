"""The forms of appointments."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.screens.forms import form_field

from .choices import Answer, Repeats
from .models import Appointment

MOMENT = "%Y-%m-%dT%H:%M"
HOUR = timedelta(hours=1)
LARGEST = 2 * 1024 * 1024


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)


class AppointmentForm(forms.ModelForm):
    class Meta:
        model = Appointment
        formfield_callback = form_field
        fields = [
            "title",
            "account",
            "opportunity",
            "starts_at",
            "ends_at",
            "is_all_day",
            "place",
            "video_url",
            "repeats",
            "until_on",
            "remind_minutes",
            "owner",
            "notes",
        ]
        widgets = {
            "starts_at": moment_input(),
            "ends_at": moment_input(),
            "until_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "notes": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            begins = timezone.localtime().replace(minute=0, second=0, microsecond=0) + HOUR
            self.initial = {"starts_at": begins, "ends_at": begins + HOUR} | {
                name: value for name, value in self.initial.items() if value is not None
            }
        if self.instance.repeats != Repeats.OTHER:
            self.fields["repeats"].choices = [choice for choice in self.fields["repeats"].choices if choice[0] != Repeats.OTHER]


class MoveForm(forms.Form):
    to = forms.DateTimeField(label=_("New time"), widget=moment_input())

    def meet(self, appointment: Appointment | None, by) -> None:
        if appointment is not None:
            self.initial |= {"to": appointment.starts_at}


class SkipForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Answer"), choices=[choice for choice in Answer.choices if choice[0] != Answer.INVITED])


class CalendarFileForm(forms.Form):
    file = forms.FileField(label=_("Calendar file (.ics)"), widget=forms.FileInput({"accept": ".ics,text/calendar"}))

    def clean_file(self):
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return self.cleaned_data["file"]
