"""The forms of meetings."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import form_field

from .models import Meeting

MOMENT = "%Y-%m-%dT%H:%M"


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        formfield_callback = form_field
        fields = ["title", "starts_at", "minutes", "repeats", "place", "zoom_url", "teams_url", "tencent_url", "owner", "protocol"]
        widgets = {"starts_at": moment_input()}

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None and not self.initial.get("starts_at"):
            now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
            self.initial["starts_at"] = now + timedelta(hours=1)


class MinutesForm(forms.Form):
    protocol = forms.CharField(label=_("Minutes"), required=False, max_length=50000, widget=forms.Textarea({"rows": 12}))

    def meet(self, meeting: Meeting | None, by: User) -> None:
        if meeting is not None:
            self.initial |= {"protocol": meeting.protocol or meeting.outline}


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("Outcome"), required=False, max_length=500)


class ActionForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(max_length=300)
    owner = forms.ModelChoiceField(User.objects.none())
    due_on = forms.DateField(required=False)

    def __init__(self, people: list[User], data=None) -> None:
        super().__init__(data)
        self.fields["owner"].queryset = User.objects.filter(pk__in=[person.pk for person in people])


class CoachingForm(forms.Form):
    text = forms.CharField(max_length=20000)
    is_shown = forms.BooleanField(required=False)
