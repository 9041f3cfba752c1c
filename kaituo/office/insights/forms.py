"""The form of administrators' measures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.models import OwnMeasure
from kaituo.foundation.metrics.own_rules import countable


def bases() -> list[tuple[str, str]]:
    return [
        ("", "---------"),
        *((measure.name, f"{measure.label} · {measure.name}") for measure in sorted(countable(), key=lambda each: str(each.label))),
    ]


class OwnMeasureForm(forms.ModelForm):
    """A formula or a narrowed measure; which of the two, the first choice says."""

    base = forms.ChoiceField(
        label=_("Narrows the measure"), choices=bases, required=False, help_text=_("Of a narrowed one; its conditions stand below")
    )

    class Meta:
        model = OwnMeasure
        fields = ("label", "key", "kind", "formula", "unit", "base", "note", "family", "direction", "keeper")
        widgets = {"formula": forms.Textarea({"rows": 3}), "note": forms.Textarea({"rows": 2})}
