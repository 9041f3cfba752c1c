"""The closed lists of commissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")


class ComponentKind(models.TextChoices):
    COMMISSION = "commission", _("Commission")
    SPIFF = "spiff", _("Reward")
    FIXED = "fixed", _("Fixed amount")
    OVERRIDE = "override", _("Part of what the team sells or earns")
    POOL = "pool", _("Pool")


class Rhythm(models.TextChoices):
    """How often a plan pays; the words of plan documents."""

    WEEK = "week", _("Every week")
    TWO_WEEKS = "two_weeks", _("Every two weeks")
    HALF_MONTH = "half_month", _("Twice a month")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    HALF_YEAR = "half_year", _("Every half-year")
    YEAR = "year", _("Every year")
    DATES = "dates", _("On given days")


PAID_AT_ONCE, ON_CASH, ON_LATE_CASH, HELD = "order", "cash", "late_cash", "hold"
"""How a component's pay is released."""


class Release(models.TextChoices):
    ORDER = PAID_AT_ONCE, _("As soon as it is earned")
    CASH = ON_CASH, _("As the customer pays")


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
    LIMIT = "limit", _("Limit of one credit")
    FIXED = "fixed", _("Fixed amount")
    SPIFF = "spiff", _("Reward")
    POOL = "pool", pgettext_lazy("commission", "Part of a pool")
    FLOOR = "floor", _("Least amount")
    CAP = "cap", _("Cap")
    CARRIED = "carried", _("Carried over")
    BEST_OF = "best_of", _("Not the best")
    RELEASE = "release", pgettext_lazy("what was held", "Released")
    PLAN_CAP = "plan_cap", _("Cap of the plan")
    PLAN_CARRIED = "plan_carried", _("Carried over by the plan")
    DRAW = "draw", _("Draw")
    RECOVERY = "recovery", _("Draw taken back")
    DIFFERENCE = "difference", _("Difference of closed periods")
    ADJUSTMENT = "adjustment", _("Adjustment")


OF_CREDITS = (LineKind.EARNED, LineKind.CLAW_BACK)
"""Kinds of lines whose base is a credit as the component counts it."""


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
