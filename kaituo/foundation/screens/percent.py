"""Shares are kept as fractions (0.12) and spoken of in percent (12): the forms of pages show and take percent, the interface and files fractions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

HUNDRED = Decimal(100)


class PercentField(forms.DecimalField):
    """Takes the place of a field over a fraction between 0 and 1. What was typed wrongly is shown as it was typed."""

    def __init__(self, given: forms.DecimalField) -> None:
        label = format_lazy("{} (%)", given.label)
        super().__init__(required=given.required, label=label, initial=given.initial, widget=forms.NumberInput({"step": "any", "min": 0, "max": 100}))

    def prepare_value(self, value: Any) -> Any:
        return f"{(value * HUNDRED).normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        percent = super().to_python(value)
        if percent is None:
            return None
        if not percent.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not 0 <= percent <= HUNDRED:
            raise ValidationError(_("Between 0 and 100 percent."))
        if percent != round(percent, 2):
            raise ValidationError(_("At most two decimals."))
        return percent / HUNDRED


def is_share(field: models.Field) -> bool:
    """A rate by its name; every other number is what it says."""
    return isinstance(field, models.DecimalField) and (field.name.endswith("_rate") or field.name == "probability")


def speak_percent(form: forms.ModelForm) -> None:
    shares = {field.name for field in form._meta.model._meta.concrete_fields if is_share(field)}
    for name in shares & set(form.fields):
        form.fields[name] = PercentField(form.fields[name])
