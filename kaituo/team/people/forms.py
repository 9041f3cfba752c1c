"""The forms that people's verbs show."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import Helping, Team, User
from kaituo.foundation.identity.zones import ZoneField

from .models import Staff


def day_field(label: str) -> forms.DateField:
    return forms.DateField(label=label, initial=timezone.localdate, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class LeaveForm(forms.Form):
    left_on = day_field(_("First day without access"))


class MoveForm(forms.Form):
    team = forms.ModelChoiceField(Team.objects.all(), label=_("New team"))
    on = day_field(_("From"))
    is_lead = forms.BooleanField(label=_("Leads the team"), required=False)


class HelpForm(forms.Form):
    helper = forms.ModelChoiceField(User.objects.filter(is_system=False), label=_("Back office"))
    on = day_field(_("From"))


class HelpingForm(forms.ModelForm):
    """As administrators fill it in; `ends_on` is kept as the first day without."""

    starts_on = day_field(_("From"))
    ends_on = forms.DateField(
        label=_("To"),
        required=False,
        help_text=_("The first day without it; empty: open"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Helping
        fields = ("rep", "helper", "starts_on", "ends_on")


class StaffForm(forms.ModelForm):
    time_zone = ZoneField()
    joined_on = day_field(_("Joined"))

    class Meta:
        model = Staff
        fields = (
            "number",
            "name",
            "engagement",
            "job_title",
            "is_senior",
            "reports_to",
            "team",
            "office",
            "email",
            "phone",
            "language",
            "time_zone",
            "joined_on",
        )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial["joined_on"] = timezone.localdate()
