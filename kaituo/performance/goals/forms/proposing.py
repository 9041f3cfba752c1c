"""The form in which a target is proposed: what exactly, how much, by when, for whom, why it is within reach, how it is to be reached."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import form_field

from ..choices import LEVELS
from ..models import Target
from .setting import measure_choices, reason

STEPS = 4


class StepLine(forms.Form):
    what = forms.CharField(label=pgettext_lazy("goal", "Step"), max_length=300, required=False)
    due_on = forms.DateField(label=pgettext_lazy("step", "Due"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict:
        data = super().clean()
        if data.get("what") and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("By when?"))
        return data


Steps = forms.formset_factory(StepLine, extra=STEPS, max_num=20)


class ProposeForm(forms.ModelForm):
    """Whoever leads nobody proposes for herself."""

    measure = forms.ChoiceField(label=_("Measure"), choices=measure_choices)
    reason = reason(_("A word to the other side"), 1000, required=False)

    class Meta:
        model = Target
        fields = (
            "person",
            "measure",
            "kind",
            "starts_on",
            "goal_amount",
            "base_amount",
            "stretch_amount",
            "reachable_because",
            "behaviour",
            "level_reason",
        )
        formfield_callback = form_field

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, **options)
        people = owners_in_reach(by, Target, "propose")
        rows = User.objects.people().filter(is_active=True)
        field = self.fields["person"]
        field.queryset = rows if people is None else rows.filter(pk__in=people)
        field.required = True
        field.initial = by.pk
        if people is not None and len(people) < 2:
            field.widget = forms.HiddenInput()
        self.steps = Steps(self.data or None, prefix="step")

    def is_valid(self) -> bool:
        return all((super().is_valid(), self.steps.is_valid()))

    @property
    def planned(self) -> list[tuple[str, date]]:
        lines = [line.cleaned_data for line in self.steps if line.cleaned_data.get("what")]
        return [(line["what"], line["due_on"]) for line in lines]

    @property
    def values(self) -> dict[str, object]:
        named = ("person", "measure", "kind", "starts_on", *LEVELS, "reachable_because", "behaviour", "level_reason", "reason")
        return {name: self.cleaned_data[name] for name in named}
