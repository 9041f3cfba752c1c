"""The forms that the verbs of territories show."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.models import Territory, User
from kaituo.foundation.records import clock


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class PlaceForm(forms.Form):
    parent = forms.ModelChoiceField(Territory.objects.all(), label=_("Under"), required=False, help_text=_("Empty: at the top"))
    on = day_field(pgettext_lazy("span", "From"), initial=clock.today)


class JoinForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    on = day_field(pgettext_lazy("span", "From"), initial=clock.today)
    last_on = day_field(_("Last day"), required=False)

    def meet(self, territory: Territory | None, by: User) -> None:
        self.fields["person"].queryset = User.objects.people().filter(is_active=True)


class LeaveForm(forms.Form):
    last_on = day_field(_("Last day"), initial=clock.today)
