"""The forms of plans, check-ins and promotions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.forms import form_field
from kaituo.performance.reviews.models import Review

from .choices import Outcome
from .models import CheckIn, ImprovementPlan, LevelStanding

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.ModelForm):
    """A new plan is led by whoever leads the person, unless another is named."""

    class Meta:
        model = ImprovementPlan
        formfield_callback = form_field
        fields = ["person", "leader", "review", "length", "gap", "steps", "support"]

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].required = False
        self.fields["leader"].help_text = _("Empty: whoever leads the person")

    def clean(self) -> dict:
        data = super().clean()
        person = data.get("person")
        if person and not data.get("leader"):
            leaders = leaders_of([person], clock.today()).get(person.pk, [])
            data["leader"] = leaders[0] if leaders else None
            if not leaders:
                self.add_error("leader", _("Nobody leads this person. Name who leads the plan."))
        return data


class CauseAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Why a plan all the same"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The figures suggest that this is no plan matter. If it is none, put the plan away instead."),
    )


class SignForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A signature says that you read it, not that you agree. What you hold against it stands here."),
    )


class TakeBackForm(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 2}))


class HandOverForm(forms.Form):
    leader = forms.ModelChoiceField(User.objects.people(), label=_("Who leads the plan from now on"))
    because = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 2}))


class CheckInForm(forms.Form):
    note = forms.CharField(label=_("What was seen"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    support_given = forms.CharField(
        label=_("What the company did of its promise"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Name what is still owed, too"),
    )

    def meet(self, check_in: CheckIn | None, by: User) -> None:
        if check_in is not None:
            self.notice = check_in.plan.support


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=Outcome.choices, label=pgettext_lazy("improvement plan", "Outcome"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 4}), help_text=_("The figures stand beside it; say what they do not say")
    )


class PromotionForm(forms.Form):
    starts_on = forms.DateField(label=_("Takes effect"), widget=DAY)
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Where a criterion is not met, say why she is proposed all the same"),
    )
    review = forms.ModelChoiceField(Review.objects.none(), label=_("Review it rests on"), required=False)

    def meet(self, standing: LevelStanding | None, by: User) -> None:
        self.initial |= {"starts_on": clock.today()}
        if standing is not None:
            self.fields["review"].queryset = Review.objects.filter(person=standing.person, state="closed")
