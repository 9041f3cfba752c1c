"""The forms of work reports: the answers themselves, the template with its figures, the return."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.measure import MEASURES

from .models import ReportQuestion, ReportTemplate

ANSWER = "answer_"
LONGEST = 5000


class AnswersForm(forms.Form):
    """One box per question."""

    def __init__(self, questions: list[ReportQuestion], data=None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial={f"{ANSWER}{key}": text for key, text in (initial or {}).items()})
        for question in questions:
            box = forms.Textarea({"rows": 4})
            self.fields[f"{ANSWER}{question.pk}"] = forms.CharField(
                label=question.label, required=False, max_length=LONGEST, widget=box, help_text=_("Required") if question.is_required else ""
            )

    @property
    def answers(self) -> dict[str, str]:
        return {name.removeprefix(ANSWER): text for name, text in self.cleaned_data.items()}


def measure_choices() -> list[tuple[str, str]]:
    return [(name, str(measure.label)) for name, measure in sorted(MEASURES.items(), key=lambda pair: str(pair[1].label))]


class TemplateForm(forms.ModelForm):
    measures = forms.MultipleChoiceField(label=_("Figures"), choices=measure_choices, required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ReportTemplate
        fields = ["name", "rhythm", "team", "role", "due_time", "grace_days", "position", "measures"]
        widgets = {"due_time": forms.TimeInput({"type": "time"}, format="%H:%M")}


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("What is missing"), max_length=300)
