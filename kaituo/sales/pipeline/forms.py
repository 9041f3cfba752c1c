"""The forms that the pipeline's verbs and screens show."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from .choices import REQUIRABLE
from .models import Competitor, ForecastAdjustment, ForecastSubmission, LossReason, Opportunity, Stage


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class StageForm(forms.ModelForm):
    required_fields = forms.MultipleChoiceField(
        label=_("Must be filled before"), choices=list(REQUIRABLE.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Stage
        fields = ["pipeline", "name", "position", "kind", "probability", "category", "stale_after_days", "required_fields"]


class AdvanceForm(forms.Form):
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"))

    def meet(self, opportunity: Opportunity | None, by: User) -> None:
        """The stages of the deal's own pipeline; of a bulk move, every open stage."""
        stages = Stage.objects.active()
        if opportunity is not None:
            stages = stages.filter(pipeline=opportunity.pipeline_id).exclude(pk=opportunity.stage_id)
        self.fields["stage"].queryset = stages


class WinForm(forms.Form):
    won_on = forms.DateField(label=_("Won on"), widget=day_input(), initial=timezone.localdate)


class LoseForm(forms.Form):
    reason = forms.ModelChoiceField(LossReason.objects.active(), label=_("Reason for losing"))
    lost_on = forms.DateField(label=_("Lost on"), widget=day_input(), initial=timezone.localdate)
    to = forms.ModelChoiceField(Competitor.objects.active(), label=_("Lost to"), required=False)


class ReassignForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("New responsible rep"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = User.objects.people().filter(is_active=True)


class SubmitForecastForm(forms.Form):
    commit_amount = forms.DecimalField(label=_("Commit"), min_value=0, max_digits=18, decimal_places=2)
    best_case_amount = forms.DecimalField(label=_("Best case"), min_value=0, max_digits=18, decimal_places=2, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def meet(self, submission: ForecastSubmission, by: User) -> None:
        self.initial |= {name: getattr(submission, name) for name in self.fields}


class AdjustForecastForm(forms.ModelForm):
    class Meta:
        model = ForecastAdjustment
        fields = ["commit_amount", "best_case_amount", "reason"]

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **{**options, "instance": None})
