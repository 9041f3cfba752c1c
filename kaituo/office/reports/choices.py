"""The closed lists of reports, dashboards and their dispatch."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Openness(models.TextChoices):
    PRIVATE = "private", _("Only me")
    TEAM = "team", _("A team and those below it")
    ROLE = "role", _("A role")
    COMPANY = "company", _("Everybody in the company")


class TileKind(models.TextChoices):
    REPORT = "report", pgettext_lazy("of a dashboard", "Report")
    READY = "ready", pgettext_lazy("of a dashboard", "Ready report")
    MEASURE = "measure", pgettext_lazy("of a dashboard", "Measure")


class FrontPlace(models.TextChoices):
    BELOW = "below", _("Below what waits for me")
    INSTEAD = "instead", _("Instead of everything else")


class Rhythm(models.TextChoices):
    DAILY = "daily", _("Every workday")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Paper(models.TextChoices):
    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("Excel")
    BOTH = "both", _("PDF and Excel")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


OPENNESS_TONES = {"private": "neutral", "team": "info", "role": "info", "company": "good"}
