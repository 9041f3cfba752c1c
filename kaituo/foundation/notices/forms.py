"""The forms of the inbox: putting off, and choosing what to hear of."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MORNING = time(8, 30)


class SnoozeForm(forms.Form):
    until = forms.ChoiceField(
        choices=[("hour", _("In an hour")), ("tomorrow", _("Tomorrow morning")), ("week", _("In a week"))], label=_("Put off until")
    )

    @property
    def moment(self) -> datetime:
        now = timezone.localtime()
        if self.cleaned_data["until"] == "hour":
            return now + timedelta(hours=1)
        days = 1 if self.cleaned_data["until"] == "tomorrow" else 7
        return timezone.make_aware(datetime.combine(now.date() + timedelta(days=days), MORNING))
