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


class Family(models.TextChoices):
    """The shelves of the library."""

    MONEY = "money", _("Money")
    PIPELINE = "pipeline", _("Pipeline")
    ACTIVITY = "activity", _("Activity")
    CUSTOMERS = "customers", _("Customers")
    QUALITY = "quality", _("Quality")
    SERVICE = "service", _("Service")
    SPEED = "speed", _("Speed")
    COST = "cost", _("Cost")


class Direction(models.TextChoices):
    MORE = "more", _("More is better")
    LESS = "less", _("Less is better")
    NEUTRAL = "neutral", _("Neither")


class Keeper(models.TextChoices):
    """Who answers for the records behind a measure."""

    SALES = "sales", _("Salespeople")
    MANAGERS = "managers", _("Sales managers")
    BACK_OFFICE = "back_office", _("Back office")
    FINANCE = "finance", _("Finance")
    ADMINISTRATORS = "administrators", _("Administrators")


class OwnKind(models.TextChoices):
    RATIO = "ratio", _("Formula of measures")
    VARIANT = "variant", _("Measure narrowed to some records")


class Comparison(models.TextChoices):
    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    AT_LEAST = "at_least", _("is at least")
    BELOW = "below", _("is below")


class Why(models.TextChoices):
    """Why there is no figure."""

    DIVIDED = "divided", _("It would divide by nothing")
    NOT_KEPT = "not_kept", _("No night up to that day was kept")
    UNKNOWN = "unknown", _("The measure is no longer there")
    TOO_LARGE = "too_large", _("The number is too large")


FLOW, LEVEL, RATIO = Kind.FLOW, Kind.LEVEL, Kind.RATIO
MONEY, COUNT, DAYS, SHARE = Unit.MONEY, Unit.COUNT, Unit.DAYS, Unit.SHARE
