"""The forms of targets and their verbs."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.measure import MEASURES, lies_on_days
from kaituo.foundation.screens.forms import form_field

from .choices import LEVELS, CascadeMethod
from .models import Target
from .receivers import receivers_of


def measure_choices() -> list[tuple[str, str]]:
    return [(name, str(measure.label)) for name, measure in sorted(MEASURES.items()) if lies_on_days(measure)]


class TargetForm(forms.ModelForm):
    """Of an existing target only the note is edited here: amounts change by re-planning, which keeps what they were."""

    measure = forms.ChoiceField(label=_("Measure"), choices=measure_choices)

    class Meta:
        model = Target
        fields = ("measure", "person", "team", "kind", "starts_on", *LEVELS, "note")
        formfield_callback = form_field

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            for name in [name for name in self.fields if name != "note"]:
                del self.fields[name]


def amount(label: str, **options) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(0), max_digits=18, decimal_places=2, **options)


class ReplanForm(forms.Form):
    base_amount = amount(_("Base"), required=False)
    goal_amount = amount(_("Goal"))
    stretch_amount = amount(_("Stretch"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def meet(self, target: Target, by) -> None:
        for level in LEVELS:
            self.fields[level].initial = getattr(target, level)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CascadeForm(forms.Form):
    """How the team's target is shared out; one weight per receiver."""

    method = forms.ChoiceField(label=_("Share out"), choices=CascadeMethod.choices, widget=forms.RadioSelect, initial=CascadeMethod.EQUAL)

    def meet(self, target: Target, by) -> None:
        for receiver in receivers_of(target):
            label = _("Weight of %(name)s") % {"name": receiver.holder}
            self.fields[receiver.key] = forms.DecimalField(label=label, min_value=Decimal(0), required=False, initial=1)


class CellForm(forms.Form):
    """One cell of the plan."""

    goal_amount = amount(_("Goal"))
