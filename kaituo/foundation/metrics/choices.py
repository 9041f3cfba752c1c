"""The closed lists of metrics."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    FLOW = "flow", _("Sum over a period")
    LEVEL = "level", _("State on a day")
    RATIO = "ratio", _("Computed from other measures")


class Unit(models.TextChoices):
    MONEY = "money", _("Money")
    COUNT = "count", _("Count")
    DAYS = "days", _("Days")
    SHARE = "share", pgettext_lazy("part of the whole", "Share")


FLOW, LEVEL, RATIO = Kind.FLOW, Kind.LEVEL, Kind.RATIO
MONEY, COUNT, DAYS, SHARE = Unit.MONEY, Unit.COUNT, Unit.DAYS, Unit.SHARE
