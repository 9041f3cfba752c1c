"""The closed lists of development."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Length(models.IntegerChoices):
    THIRTY = 30, _("30 days")
    SIXTY = 60, _("60 days")
    NINETY = 90, _("90 days")


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("improvement plan", "Draft")
    OFFERED = "offered", pgettext_lazy("improvement plan", "Offered")
    RUNNING = "running", pgettext_lazy("improvement plan", "Running")
    MET = "met", pgettext_lazy("improvement plan", "Met")
    NOT_MET = "not_met", pgettext_lazy("improvement plan", "Not met")
    ENDED = "ended", pgettext_lazy("improvement plan", "Ended early")


LIVE = (PlanState.DRAFT, PlanState.OFFERED, PlanState.RUNNING)
OVER = (PlanState.MET, PlanState.NOT_MET, PlanState.ENDED)
PLAN_TONES = {"draft": "neutral", "offered": "warn", "running": "info", "met": "good", "not_met": "bad", "ended": "neutral"}


class Cause(models.TextChoices):
    """What may lie behind a gap without being the person's to mend."""

    RAMP = "ramp", _("New in the job")
    TERRITORY = "territory", _("Territory or customers")
    SLIPPED_DEAL = "slipped_deal", _("One slipped deal")
    PRODUCT = "product", _("Product or market")


class Moment(models.TextChoices):
    AGREEMENT = "agreement", pgettext_lazy("signature", "Agreement")
    OUTCOME = "outcome", pgettext_lazy("signature", "Outcome")


class Outcome(models.TextChoices):
    MET = "met", pgettext_lazy("improvement plan", "Met")
    EXTENDED = "extended", pgettext_lazy("improvement plan", "Extended by 30 days")
    NOT_MET = "not_met", pgettext_lazy("improvement plan", "Not met")
    ENDED = "ended", pgettext_lazy("improvement plan", "Ended early")


class PromotionState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("promotion", "Proposed")
    APPROVED = "approved", pgettext_lazy("promotion", "Approved")
    REJECTED = "rejected", pgettext_lazy("promotion", "Rejected")


PROMOTION_TONES = {"proposed": "info", "approved": "good", "rejected": "bad"}
