"""The closed lists of segments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .engine import grading


class Stage(models.TextChoices):
    PROSPECT = grading.PROSPECT, _("Never bought")
    NEW = grading.NEW, pgettext_lazy("customer", "New")
    GROWING = grading.GROWING, _("Growing")
    STEADY = grading.STEADY, _("Steady")
    DECLINING = grading.DECLINING, _("Declining")
    DORMANT = grading.DORMANT, _("Dormant")
    LOST = grading.LOST, pgettext_lazy("customer", "Lost")


STAGE_TONES = {"prospect": "neutral", "new": "info", "growing": "good", "steady": "good", "declining": "warn", "dormant": "warn", "lost": "bad"}


class Test(models.TextChoices):
    REVENUE = grading.REVENUE, _("Revenue of the last year is at least")
    ABC = grading.ABC, _("ABC letter is one of")
    RFM = grading.RFM, _("RFM points (3 to 15) are at least")
    STAGE = grading.STAGE, _("Stage is one of")
    INDUSTRY = grading.INDUSTRY, _("Industry is one of")
    REGION = grading.REGION, _("Province is one of")


class OwnerLevel(models.TextChoices):
    ANYBODY = "anybody", _("Any rep")
    SENIOR = "senior", _("A senior rep")
    MANAGER = "manager", _("The manager herself")


class LevelRule(models.TextChoices):
    """What happens when somebody of a lower level is made responsible, by whatever way."""

    WARN = "warn", _("are let, and whoever leads them is told")
    REFUSE = "refuse", _("are refused")


class Attitude(models.TextChoices):
    CHAMPION = "champion", _("Champion")
    FOR = "for", _("In favour")
    NEUTRAL = "neutral", _("Neutral")
    AGAINST = "against", _("Against")
    UNKNOWN = "unknown", _("Unknown")


ATTITUDE_TONES = {"champion": "good", "for": "good", "neutral": "neutral", "against": "bad", "unknown": "info"}


class CareKind(models.TextChoices):
    BIRTHDAY = "birthday", _("Birthday")
    FOUNDING = "founding", _("Founding day")
    RENEWAL = "renewal", _("Contract ends")
    FESTIVAL = "festival", _("Festival")
    OTHER = "other", _("Other")
