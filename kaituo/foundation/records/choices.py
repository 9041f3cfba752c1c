"""The closed lists of records."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Colour(models.TextChoices):
    """Of a tag. Each is drawn in a tone that can be read in both themes."""

    GREY = "grey", _("Grey")
    BLUE = "blue", _("Blue")
    GREEN = "green", _("Green")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")
    VIOLET = "violet", _("Violet")


class Sign(models.TextChoices):
    """What one answers to a comment without a word."""

    AGREE = "agree", pgettext_lazy("reaction", "Agreed")
    DONE = "done", pgettext_lazy("reaction", "Done")
    THANKS = "thanks", pgettext_lazy("reaction", "Thanks")
    WELL_DONE = "well", pgettext_lazy("reaction", "Well done")
    GLAD = "glad", pgettext_lazy("reaction", "Glad")
    LOOKING = "looking", pgettext_lazy("reaction", "I am looking into it")


SIGNS = {"agree": "thumb-up", "done": "circle-check", "thanks": "heart", "well": "award", "glad": "confetti", "looking": "eye"}
"""The icon of each."""


class Door(models.TextChoices):
    """By which way people bring records in. What the program makes by itself comes by none."""

    FORM = "form", _("Form")
    IMPORT = "import", _("Import")
    API = "api", _("Interface (API)")
    PUBLIC = "public", _("Public form")


TONES = {"grey": "neutral", "blue": "info", "green": "good", "amber": "warn", "red": "bad", "violet": "accent"}
