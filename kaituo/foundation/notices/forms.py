"""The forms of the inbox: putting off, and when to be rung."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Hours

MORNING = time(8, 30)
SOON = {"hour": timedelta(hours=1), "three": timedelta(hours=3)}
DAYS = {"tomorrow": 1, "week": 7}


class SnoozeForm(forms.Form):
    until = forms.ChoiceField(
        choices=[("hour", _("In an hour")), ("three", _("In three hours")), ("tomorrow", _("Tomorrow morning")), ("week", _("In a week"))],
        label=_("Put off until"),
    )

    @property
    def moment(self) -> datetime:
        return moment_of(self.cleaned_data["until"])


def moment_of(choice: str) -> datetime:
    """By the clock of whoever chose."""
    now = timezone.localtime()
    if choice in SOON:
        return now + SOON[choice]
    return timezone.make_aware(datetime.combine(now.date() + timedelta(days=DAYS[choice]), MORNING))


class HoursForm(forms.ModelForm):
    class Meta:
        model = Hours
        fields = ["quiet_from", "quiet_until", "letter_day", "letter_at", "is_quiet_on_free_days", "letter_on_workdays_only"]
        widgets = {name: forms.TimeInput({"type": "time"}, format="%H:%M") for name in ("quiet_from", "quiet_until", "letter_at")}
