"""The closed lists of reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rhythm(models.TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF_YEAR = "half_year", _("Half-year")
    YEAR = "year", _("Year")


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}


class CriterionKind(models.TextChoices):
    MEASURE = "measure", _("Result: a measure")
    SCORECARD = "scorecard", _("Result: the scorecards of the period")
    JUDGEMENT = "judgement", pgettext_lazy("criterion", "Judgement")


class Part(models.TextChoices):
    """Whose view of the person an assessment is."""

    SELF = "self", pgettext_lazy("assessment", "Self")
    PEER = "peer", pgettext_lazy("assessment", "Peer")
    COLLEAGUE = "colleague", _("Customer-facing colleague")
    MANAGER = "manager", pgettext_lazy("assessment", "Manager")


OTHERS = (Part.PEER, Part.COLLEAGUE)


class AssessmentState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("assessment", "Asked for")
    HANDED_IN = "handed_in", pgettext_lazy("assessment", "Handed in")
    DROPPED = "dropped", pgettext_lazy("assessment", "No longer asked for")


class CycleState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("review cycle", "Draft")
    OPEN = "open", pgettext_lazy("review cycle", "Open")
    CLOSED = "closed", pgettext_lazy("review cycle", "Closed")


class ReviewState(models.TextChoices):
    ASSESSING = "assessing", pgettext_lazy("review", "Being assessed")
    PROPOSED = "proposed", pgettext_lazy("review", "Proposed")
    CALIBRATED = "calibrated", pgettext_lazy("review", "Calibrated")
    SHARED = "shared", pgettext_lazy("review", "Shared")
    APPEALED = "appealed", pgettext_lazy("review", "Appealed")
    DECIDED = "decided", pgettext_lazy("review", "Appeal decided")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("review", "Acknowledged")
    CLOSED = "closed", pgettext_lazy("review", "Closed")
    CALLED_OFF = "called_off", pgettext_lazy("review", "Called off")


OPEN_TO_THE_PERSON = (ReviewState.SHARED, ReviewState.APPEALED, ReviewState.DECIDED, ReviewState.ACKNOWLEDGED, ReviewState.CLOSED)
REVIEW_TONES = {
    "assessing": "info",
    "proposed": "accent",
    "calibrated": "accent",
    "shared": "warn",
    "appealed": "bad",
    "decided": "warn",
    "acknowledged": "good",
    "closed": "neutral",
    "called_off": "neutral",
}
CYCLE_TONES = {"draft": "neutral", "open": "info", "closed": "good"}
ASSESSMENT_TONES = {"asked": "info", "handed_in": "good", "dropped": "neutral"}


class AppealOutcome(models.TextChoices):
    OPEN = "open", pgettext_lazy("appeal", "Open")
    UPHELD = "upheld", pgettext_lazy("appeal", "The result stays")
    CHANGED = "changed", pgettext_lazy("appeal", "The result is changed")


APPEAL_TONES = {"open": "warn", "upheld": "neutral", "changed": "good"}
