"""The forms that the verbs of reviews show, and the one in which an assessment is written."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import form_field
from kaituo.foundation.screens.several import SeveralRecords

from .choices import AppealOutcome
from .models import Answer, Appeal, Assessment, Criterion, Cycle, Grade, Review, ReviewVersion

SMALL = {"rows": 2}
LONGEST = 2000
UNKNOWN = "0"


def people_field(label: str, *, required: bool = True) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(User.objects.people(), label=label, required=required)


class VersionReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why the criteria change"), max_length=300, widget=forms.Textarea(SMALL))


class AddPersonForm(forms.Form):
    person = people_field(_("Person"))


class OthersForm(forms.Form):
    peers = SeveralRecords(User.objects.people(), label=_("Peers"), required=False, widget=forms.SelectMultiple({"size": 8}))
    colleagues = SeveralRecords(
        User.objects.people(),
        label=_("Customer-facing colleagues"),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Service, back office, presales: whoever sees her with customers. The person never learns who was asked."),
    )


class ReviewerForm(forms.Form):
    reviewer = people_field(_("New reviewer"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(SMALL))


class AcknowledgeForm(forms.Form):
    note = forms.CharField(
        label=_("Your note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stays with the review, beside the result"),
    )


class AppealForm(forms.Form):
    objection = forms.CharField(
        label=_("What is wrong"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Name the criterion, and what speaks against it. Somebody who did not write the review reads it."),
    )


class ReaderForm(forms.Form):
    reader = people_field(_("Second reader"))


def _of_version(form: forms.Form, review: Review | None) -> None:
    if review is not None:
        form.fields["grade"].queryset = review.cycle.review_version.grades.all()


class CalibrateForm(forms.Form):
    grade = forms.ModelChoiceField(Grade.objects.none(), label=pgettext_lazy("review", "Grade"))
    reason = forms.CharField(label=_("Why"), max_length=500, required=False, help_text=_("Needed where the grade changes"))

    def meet(self, verdict, by: User) -> None:
        _of_version(self, verdict.review if verdict else None)
        self.initial |= {"grade": verdict.grade_id if verdict else None}


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(choices=AppealOutcome.choices[1:], label=pgettext_lazy("appeal", "Outcome"), widget=forms.RadioSelect)
    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("New grade"), required=False, help_text=_("Only where the result is changed"))
    answer = forms.CharField(label=_("Reason of the decision"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}))

    def meet(self, appeal: Appeal | None, by: User) -> None:
        _of_version(self, appeal.review if appeal else None)


class AssessmentForm(forms.Form):
    """Every judgement of the criteria with its scale in words. What is asked of a writer follows from whose view it is."""

    summary = forms.CharField(label=_("In sum"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4}))
    training = forms.CharField(label=_("What to learn next"), required=False, max_length=500)

    def __init__(self, assessment: Assessment, *args, offered: list[tuple[str, str]] = (), **options) -> None:
        """`offered`: the records that may be ticked as evidence, (key, text)."""
        super().__init__(*args, **options)
        self.assessment, self.offered = assessment, offered
        self.judged = [each for each in assessment.review.cycle.review_version.criteria.all() if each.is_judged]
        answers = {each.criterion_id: each for each in assessment.answers.prefetch_related("proofs")}
        self.initial |= {"summary": assessment.summary, "training": assessment.training}
        for criterion in self.judged:
            self._add(criterion, answers.get(criterion.pk))
        if assessment.is_of_others:
            del self.fields["training"]
        self.order_fields([name for name in self.fields if name not in ("summary", "training")])

    def _add(self, criterion: Criterion, answer: Answer | None) -> None:
        steps = [(str(number), words) for number, words in enumerate(criterion.steps, 1)]
        self.fields[f"step_{criterion.pk}"] = forms.ChoiceField(
            choices=[*reversed(steps), (UNKNOWN, _("I cannot judge this"))], required=False, label=criterion.question, widget=forms.RadioSelect
        )
        self.fields[f"text_{criterion.pk}"] = forms.CharField(
            label=_("In words: what happened"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3})
        )
        self.fields[f"record_{criterion.pk}"] = forms.MultipleChoiceField(
            label=_("Evidence: records of the period"), required=False, choices=self.offered, widget=forms.CheckboxSelectMultiple
        )
        self.fields[f"proof_{criterion.pk}"] = forms.CharField(
            label=_("Evidence: addresses of other records"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea({"rows": 2, "placeholder": _("Paste the address of a deal, visit or meeting; one a line")}),
        )
        self.fields[f"file_{criterion.pk}"] = forms.FileField(label=_("Evidence: a file"), required=False)
        if answer is not None:
            self.initial |= {f"step_{criterion.pk}": str(answer.step or UNKNOWN), f"text_{criterion.pk}": answer.text}

    def blocks(self) -> list[tuple]:
        """(criterion, its fields) in order."""
        return [(each, [self[f"{name}_{each.pk}"] for name in ("step", "text", "record", "proof", "file")]) for each in self.judged]

    def answers(self) -> dict[int, dict]:
        data = self.cleaned_data
        return {
            each.pk: {
                "step": int(data[f"step_{each.pk}"] or 0) or None,
                "text": data[f"text_{each.pk}"],
                "proofs": data[f"proof_{each.pk}"].split(),
                "records": data[f"record_{each.pk}"],
                "file": data[f"file_{each.pk}"],
            }
            for each in self.judged
        }


class CycleForm(forms.ModelForm):
    class Meta:
        model = Cycle
        fields = [
            "name",
            "template",
            "starts_on",
            "is_calibrated",
            "self_by",
            "others_by",
            "manager_by",
            "calibrated_by",
            "answer_days",
            "appeal_days",
        ]
        widgets = {
            name: forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "self_by", "others_by", "manager_by", "calibrated_by")
        }

    def clean_template(self):
        template = self.cleaned_data["template"]
        if not template.is_published:
            raise ValidationError(_("Its criteria are not published yet."))
        return template


class CriterionForm(forms.ModelForm):
    """Only of criteria that are not published."""

    class Meta:
        model = Criterion
        formfield_callback = form_field
        fields = [
            "review_version",
            "kind",
            "section",
            "position",
            "weight",
            "question",
            "words",
            "card_template",
            "measure",
            "against",
            "target",
            "points",
            "least_count",
        ]

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["review_version"].queryset = ReviewVersion.objects.drafted()
