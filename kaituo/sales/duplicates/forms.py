"""The forms of duplicates: rules, searches, the question beforehand, claims and decisions."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .choices import DisputeKind, Ruling
from .models import DuplicateRule, Scan
from .shelf import SHELF

LONG = forms.Textarea({"rows": 4})
LEAST = Decimal("0.5")


def kinds() -> list[tuple[str, str]]:
    return [(label, kind.model._meta.verbose_name) for label, kind in SHELF.items()]


def searched() -> list[tuple[str, str]]:
    """Those of which the whole base may be searched."""
    return [(label, noun) for label, noun in kinds() if SHELF[label].searched]


class RuleForm(forms.ModelForm):
    model = forms.ChoiceField(label=gettext_lazy("Kind of record"), choices=kinds)

    class Meta:
        model = DuplicateRule
        fields = ["model", "key", "form", "imports", "api", "public"]

    def clean(self) -> dict:
        found = super().clean()
        kind = SHELF.get(found.get("model", ""))
        if kind and found.get("key") and found["key"] not in kind.usual:
            raise ValidationError({"key": _("%(kind)s are not recognised by this.") % {"kind": kind.model._meta.verbose_name_plural}})
        return found


class ScanForm(forms.ModelForm):
    model = forms.ChoiceField(label=gettext_lazy("Kind of record"), choices=searched)

    class Meta:
        model = Scan
        fields = ["model", "threshold"]

    def clean_threshold(self) -> Decimal:
        threshold = self.cleaned_data["threshold"]
        if not LEAST <= threshold <= 1:
            raise ValidationError(_("Between 0.5 and 1."))
        return threshold


class PrecheckForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Company name"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    tax_number = forms.CharField(label=gettext_lazy("Credit code or tax number"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    def clean(self) -> dict:
        found = super().clean()
        if not any(found.values()) and not self.errors:
            raise ValidationError(_("Enter at least one of them."))
        return found


class ClaimForm(forms.Form):
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        widget=LONG,
        max_length=2000,
        help_text=gettext_lazy("What shows that the customer is yours: first contact, quote, message. Files can be added afterwards."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Answer"), widget=LONG, max_length=2000)


class DecideForm(forms.Form):
    ruling = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Ruling)
    note = forms.CharField(label=gettext_lazy("Grounds"), widget=LONG, max_length=2000)

    def meet(self, dispute, by) -> None:
        """Whether two are different is asked only where there are two."""
        if dispute is not None and dispute.kind == DisputeKind.CLAIM:
            self.fields["ruling"].choices = [pair for pair in Ruling.choices if pair[0] != Ruling.SEPARATE]

    def clean(self) -> dict:
        found = super().clean()
        return {**found, "ruling_text": str(Ruling(found["ruling"]).label)} if found.get("ruling") else found


class MergeAboveForm(forms.Form):
    likelihood = forms.DecimalField(
        label=gettext_lazy("Merge pairs from a likelihood of"),
        max_digits=6,
        decimal_places=5,
        min_value=LEAST,
        max_value=1,
        initial=Decimal("0.999"),
        help_text=gettext_lazy(
            "The older record of each pair is kept; empty fields are filled from the other. Every merge can be taken apart again."
        ),
    )


class MergeWithForm(forms.Form):
    """`other` is chosen among the records one may merge."""

    other = forms.ModelChoiceField(None, label=pgettext_lazy("records", "Merge with"))
