"""The closed lists of work reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rhythm(models.TextChoices):
    DAILY = "daily", _("Daily report")
    WEEKLY = "weekly", _("Weekly report")
    MONTHLY = "monthly", _("Monthly report")
    QUARTERLY = "quarter", _("Quarterly report")


class Draft(models.TextChoices):
    """From what an answer is begun."""

    EMPTY = "empty", _("Empty")
    DONE = "done", _("What was done")
    PLANNED = "planned", _("What is planned next")
    FIGURES = "figures", _("What the figures say")


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "Being written")
    HANDED_IN = "handed_in", pgettext_lazy("report", "Handed in")
    RETURNED = "returned", pgettext_lazy("report", "Returned")


STATE_TONES = {"draft": "neutral", "handed_in": "good", "returned": "warn"}


class Standing(models.TextChoices):
    """What the team's page says of one person's report."""

    READ = "read", pgettext_lazy("report", "Read")
    HANDED_IN = "handed_in", pgettext_lazy("report", "Handed in")
    LATE = "late", pgettext_lazy("report", "Handed in late")
    RETURNED = "returned", pgettext_lazy("report", "Returned")
    DUE = "due", pgettext_lazy("report", "Not yet")
    MISSING = "missing", pgettext_lazy("report", "Missing")


STANDING_TONES = {"read": "good", "handed_in": "info", "late": "warn", "returned": "warn", "due": "neutral", "missing": "bad"}
