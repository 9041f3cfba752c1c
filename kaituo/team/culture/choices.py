"""The closed lists of recognition."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.metrics.choices import Direction
from kaituo.foundation.metrics.measure import Measure, adds_up_by_day, choices_of


class Kind(models.TextChoices):
    THANKS = "thanks", _("Thanks")
    PRAISE = "praise", _("Praise")


KIND_TONES = {"thanks": "info", "praise": "accent"}


class Span(models.TextChoices):
    """How long a badge looks back; it is earned once in each."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Icon(models.TextChoices):
    """What a badge or title is drawn with."""

    MEDAL = "medal", pgettext_lazy("picture", "Medal")
    STAR = "star", pgettext_lazy("picture", "Star")
    ROCKET = "rocket", pgettext_lazy("picture", "Rocket")
    FLAME = "flame", pgettext_lazy("picture", "Flame")
    DIAMOND = "diamond", pgettext_lazy("picture", "Diamond")
    SHIELD = "shield", pgettext_lazy("picture", "Shield")
    HEART = "heart", pgettext_lazy("picture", "Heart")
    AWARD = "award", pgettext_lazy("picture", "Award")


def is_earnable(measure: Measure) -> bool:
    """Whether a badge may ask for it: counted day by day, and more of it is better."""
    return measure.direction != Direction.LESS and adds_up_by_day(measure)


def earnable_choices() -> list[tuple[str, str]]:
    return choices_of(is_earnable)
