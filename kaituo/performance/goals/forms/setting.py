"""The form of a target that is set, and those of what changes it alone."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES, lies_on_days
from kaituo.foundation.screens.forms import form_field

from ..choices import LEVELS
from ..models import Target

LATER = ("note", "reachable_because", "behaviour", "level_reason")
"""What of an existing target is edited here; of one that both signed only the note."""


def measure_choices() -> list[tuple[str, str]]:
    return [(name, str(measure.label)) for name, measure in sorted(MEASURES.items()) if lies_on_days(measure)]


class TargetForm(forms.ModelForm):
    """Amounts change by re-planning, which keeps what they were."""

    measure = forms.ChoiceField(label=_("Measure"), choices=measure_choices)

    class Meta:
        model = Target
        fields = ("measure", "person", "team", "kind", "starts_on", *LEVELS, "level_reason", "reachable_because", "behaviour", "note")
        formfield_callback = form_field

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            kept = ("note",) if self.instance.agreed_at else LATER
            for name in [name for name in self.fields if name not in kept]:
                del self.fields[name]


def amount(label: str, **options) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(0), max_digits=18, decimal_places=2, **options)


def reason(label: str = _("Reason"), most: int = 300, **options) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": 2}), **options)


class LevelsForm(forms.Form):
    """The three levels, beginning with the target's own."""

    goal_amount = amount(_("Goal"))
    base_amount = amount(_("Base"), required=False)
    stretch_amount = amount(_("Stretch"), required=False)

    def meet(self, target: Target | None, by: User) -> None:
        for level in LEVELS if target is not None else ():
            self.fields[level].initial = getattr(target, level)


class ReplanForm(LevelsForm):
    reason = reason()


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class GapForm(forms.Form):
    gap_owner = forms.ModelChoiceField(User.objects.none(), label=_("Closes the gap"))
    gap_plan = reason(_("How the gap is closed"), 500)

    def meet(self, target: Target | None, by: User) -> None:
        self.fields["gap_owner"].queryset = User.objects.people().filter(is_active=True)
        if target is not None:
            self.initial |= {"gap_owner": target.gap_owner or target.owner, "gap_plan": target.gap_plan}


class CellForm(forms.Form):
    """One cell of the plan."""

    goal_amount = amount(_("Goal"))
