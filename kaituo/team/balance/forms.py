"""The form by which the balance is looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Team, Territory, User


class LookForm(forms.Form):
    """Among the territories and teams that the reader may see."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("All territories"))
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("All teams"))

    def meet(self, user: User) -> None:
        self.fields["territory"].queryset = visible(user, Territory.objects.order_by("code"))
        self.fields["team"].queryset = visible(user, Team.objects.all())
