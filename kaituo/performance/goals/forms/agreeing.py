"""The forms of coming to an agreement, of asking to change one, and of finishing a step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from ..choices import LEVELS
from ..models import Target
from .setting import LevelsForm, amount, reason


class OfferForm(forms.Form):
    reason = reason(_("What you want to say about it"), 1000, required=False)


class CounterForm(LevelsForm):
    reason = reason(_("Why another figure"), 1000)

    def meet(self, target: Target | None, by: User) -> None:
        last = target.proposals.last() if target is not None else None
        for level in LEVELS if last else ():
            self.fields[level].initial = getattr(last, level)


class AgreeForm(forms.Form):
    note = reason(
        _("Note"),
        1000,
        required=False,
        help_text=_("Both signatures are kept with their moment and figure. From then on the target changes only by a re-planning that is approved."),
    )


class DeclineForm(forms.Form):
    reason = reason()


class AskReplanForm(LevelsForm):
    goal_amount = amount(_("Goal"), required=False)
    is_withdrawal = forms.BooleanField(label=_("Take it out of force instead"), required=False)
    reason = reason(_("What has changed"))

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("is_withdrawal") and data.get("goal_amount") is None and "goal_amount" not in self.errors:
            self.add_error("goal_amount", _("Name the new goal, or tick that the target is to leave force."))
        return data


class FinishForm(forms.Form):
    outcome = reason(_("What came of it"), 500, required=False)
