"""The closed lists of goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class TargetState(models.TextChoices):
    ACTIVE = "active", _("In force")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATE_TONES = {"active": "good", "withdrawn": "neutral"}


class CascadeMethod(models.TextChoices):
    EQUAL = "equal", _("In equal parts")
    WEIGHTS = "weights", _("By weights")
    ACTUALS = "actuals", _("By what each achieved in the period before")


LEVELS = ("base_amount", "goal_amount", "stretch_amount")
