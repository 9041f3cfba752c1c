"""The closed lists of goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.metrics.choices import Family


class Span(models.TextChoices):
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


SHORTER = {Span.YEAR: (Span.QUARTER, Span.MONTH), Span.QUARTER: (Span.MONTH, Span.WEEK), Span.MONTH: (Span.WEEK,)}
"""Into what the target of a period is split."""


class TargetState(models.TextChoices):
    PROPOSED = "proposed", _("Being agreed")
    ACTIVE = "active", _("In force")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATE_TONES = {"proposed": "info", "active": "good", "withdrawn": "neutral"}
STANDING = (TargetState.PROPOSED, TargetState.ACTIVE)


class Side(models.TextChoices):
    """The two who agree on a target."""

    HOLDER = "holder", _("Whoever is to reach it")
    LEADER = "leader", _("Whoever leads")

    @property
    def other(self) -> "Side":
        return Side.LEADER if self == Side.HOLDER else Side.HOLDER


class Nature(models.TextChoices):
    RESULT = "result", pgettext_lazy("goal", "Result")
    ACTIVITY = "activity", pgettext_lazy("goal", "Activity")
    QUALITY = "quality", pgettext_lazy("goal", "Quality")


NATURE_TONES = {"result": "accent", "activity": "info", "quality": "good"}
NATURES = {
    Family.ACTIVITY: Nature.ACTIVITY,
    Family.QUALITY: Nature.QUALITY,
    Family.SERVICE: Nature.QUALITY,
    Family.SPEED: Nature.QUALITY,
    Family.COST: Nature.QUALITY,
}
"""By the shelf of the measure; whatever is not named is a result."""


class RevisionState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPLIED = "applied", pgettext_lazy("re-planning", "In force")
    REJECTED = "rejected", pgettext_lazy("approval", "Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


REVISION_TONES = {"waiting": "info", "applied": "good", "rejected": "bad", "withdrawn": "neutral"}


class CascadeMethod(models.TextChoices):
    EQUAL = "equal", _("In equal parts")
    HEADCOUNT = "headcount", _("By how many people there are")
    ACTUALS = "actuals", _("By what each achieved in the period before")
    YEAR_AGO = "year_ago", _("By what each achieved in the same period last year")
    POTENTIAL = "potential", _("By the weighted open pipeline of each")
    WEIGHTS = "weights", _("By weights")
    BY_HAND = "by_hand", _("By hand, as amounts")


class SplitMethod(models.TextChoices):
    EQUAL = "equal", _("In equal parts")
    WORKDAYS = "workdays", _("By workdays")
    SEASONAL = "seasonal", _("By the seasons of last year")
    CUSTOM = "custom", _("By percentages of your own")


class PaceBand(models.TextChoices):
    """How far behind its pace a target was when whoever is concerned was told last."""

    FINE = "", _("On pace")
    BEHIND = "behind", _("Behind pace")
    FAR_BEHIND = "far_behind", _("Far behind pace")


YEARS = range(2000, 2101)
LEVELS = ("base_amount", "goal_amount", "stretch_amount")
