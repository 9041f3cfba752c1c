"""The closed lists of the pipeline."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """How surely a deal is counted in the forecast. Not its stage: the stage only gives the default."""

    PIPELINE = "pipeline", pgettext_lazy("forecast", "Pipeline")
    BEST_CASE = "best_case", _("Best case")
    COMMIT = "commit", _("Commit")
    CLOSED_WON = "closed_won", _("Closed won")
    CLOSED_LOST = "closed_lost", _("Closed lost")
    OMITTED = "omitted", _("Omitted")


OPEN_CATEGORIES = [(each.value, each.label) for each in (Category.PIPELINE, Category.BEST_CASE, Category.COMMIT, Category.OMITTED)]
"""What a rep may choose for an open deal; the closed ones follow from winning and losing."""

CATEGORY_TONES = {"pipeline": "neutral", "best_case": "info", "commit": "accent", "closed_won": "good", "closed_lost": "bad", "omitted": "warn"}


class StageKind(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


KIND_TONES = {"open": "info", "won": "good", "lost": "bad"}


class Outcome(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    GONE = "gone", _("Put away")


class MoveKind(models.TextChoices):
    """Why a deal counts otherwise in a period than it did; of several the first."""

    WON = "won", _("Won")
    LOST = "lost", _("Lost or put away")
    SLIPPED = "slipped", pgettext_lazy("deals", "Slipped out of the period")
    EARLIER = "earlier", pgettext_lazy("deals", "Moved to an earlier period")
    NEW = "new", pgettext_lazy("deals", "New")
    CAME_IN = "came_in", pgettext_lazy("deals", "Came in from other periods")
    GREW = "grew", pgettext_lazy("deals", "Grew")
    SHRANK = "shrank", pgettext_lazy("deals", "Shrank")
    RECATEGORISED = "recategorised", _("Counted more or less surely")
    REOPENED = "reopened", _("Opened again")


class Source(models.TextChoices):
    REFERRAL = "referral", _("Referral")
    EXISTING = "existing", _("Existing customer")
    WEBSITE = "website", _("Website")
    EXHIBITION = "exhibition", _("Exhibition")
    COLD_CALL = "cold_call", _("Cold call")
    ADVERTISING = "advertising", _("Advertising")
    PARTNER = "partner", _("Channel partner")
    TENDER = "tender", _("Tender")
    OTHER = "other", _("Other")


class ForecastStatus(models.TextChoices):
    DRAFT = "draft", _("Not submitted")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")


FORECAST_TONES = {"draft": "neutral", "submitted": "info", "approved": "good"}


class ChanceBasis(models.TextChoices):
    """By what open deals are rated, and why not by more."""

    LEARNT = "learnt", _("Learnt from closed deals")
    TOO_FEW = "too_few", _("Stage’s rate: too few closed deals")
    NOT_BETTER = "not_better", _("Stage’s rate: nothing better was found")
    NOT_INSTALLED = "not_installed", _("Stage’s rate: engine not installed")


BASIS_TONES = {"learnt": "good", "too_few": "neutral", "not_better": "warn", "not_installed": "warn"}


class ProjectionState(models.TextChoices):
    SMOOTHED = "smoothed", _("Exponential smoothing")
    NAIVE = "naive", _("Same month a year ago")
    TOO_SHORT = "too_short", _("History too short")
    NOT_INSTALLED = "not_installed", _("Engine not installed")


REQUIRABLE = {
    "amount": _("Amount"),
    "contact": _("Contact"),
    "source": _("Source"),
    "next_step": _("Next step"),
    "probability": _("Probability"),
    "notes": _("Notes"),
}
"""The fields of an opportunity that a stage may ask to be filled before the deal enters it."""
