"""The closed lists of commissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")


class TierKind(models.TextChoices):
    STEP = "step", _("Each slice at its own rate")
    FLAT = "flat", _("The whole at the rate reached")
    INTERPOLATED = "interpolated", _("The whole, rate rising within a band")


class EdgeRule(models.TextChoices):
    UPPER = "upper", _("belongs to the upper band")
    LOWER = "lower", _("belongs to the lower band")


class BandUnit(models.TextChoices):
    AMOUNT = "amount", _("Amounts")
    TARGET = "target", _("Shares of the target")


class Reset(models.TextChoices):
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    YEAR = "year", _("Every year")


class Release(models.TextChoices):
    ORDER = "order", _("As soon as it is earned")
    CASH = "cash", _("As the customer pays")


class RunState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Being calculated")
    CALCULATED = "calculated", _("Calculated")
    REVIEWED = "reviewed", _("Reviewed")
    APPROVED = "approved", _("Approved")
    LOCKED = "locked", pgettext_lazy("commission run", "Locked")
    PAID = "paid", pgettext_lazy("commission", "Paid")


class VersionState(models.TextChoices):
    WRITTEN = "written", _("Being written")
    PROPOSED = "proposed", pgettext_lazy("version", "Proposed")
    IN_USE = "in_use", pgettext_lazy("version", "In use")
    REPLACED = "replaced", pgettext_lazy("version", "Replaced")
    DISMISSED = "dismissed", pgettext_lazy("version", "Not taken")


class StatementState(models.TextChoices):
    OPEN = "open", pgettext_lazy("awaits an answer", "Open")
    CONFIRMED = "confirmed", _("Confirmed")
    DISPUTED = "disputed", pgettext_lazy("by the payee", "Disputed")


class LineKind(models.TextChoices):
    EARNED = "earned", _("Earned")
    CLAW_BACK = "claw_back", _("Claw-back")
    RELEASE = "release", _("Released by payment")
    ADJUSTMENT = "adjustment", _("Adjustment")


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("objection", "With the manager")
    FORWARDED = "forwarded", pgettext_lazy("objection", "With finance")
    ACCEPTED = "accepted", pgettext_lazy("objection", "Accepted")
    REFUSED = "refused", pgettext_lazy("objection", "Refused")


PENDING = (DisputeState.OPEN, DisputeState.FORWARDED)
PLAN_TONES = {"draft": "neutral", "released": "good"}
RUN_TONES = {"draft": "neutral", "running": "info", "calculated": "info", "reviewed": "accent", "approved": "good", "locked": "good", "paid": "good"}
STATEMENT_TONES = {"open": "neutral", "confirmed": "good", "disputed": "warn"}
DISPUTE_TONES = {"open": "warn", "forwarded": "accent", "accepted": "good", "refused": "bad"}
VERSION_TONES = {"written": "info", "proposed": "accent", "in_use": "good", "replaced": "neutral", "dismissed": "neutral"}
FROZEN = (RunState.APPROVED, RunState.LOCKED, RunState.PAID)
FINAL = (RunState.LOCKED, RunState.PAID)
