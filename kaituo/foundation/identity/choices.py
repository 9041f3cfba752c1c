"""The closed lists of identity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """How far a grant reaches, from the narrowest to the widest."""

    OWN = "own", _("Own records")
    TEAM = "team", _("The team's records")
    SUBTREE = "subtree", _("Records of the teams below")
    AGENCY = "agency", _("Records of the own agency")
    ALL = "all", _("All records")


class TeamKind(models.TextChoices):
    INTERNAL = "internal", _("Own staff")
    AGENCY = "agency", _("Agency")
    PARTNER = "partner", _("Channel partner")


class Shows(models.TextChoices):
    """What a role sees of a sensitive field, from least to most."""

    HIDDEN = "hidden", _("Hidden")
    MASKED = "masked", _("Masked")
    FULL = "full", _("Shown")


class Theme(models.TextChoices):
    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


EVERYTHING = "*"
"""In a grant: every model, or every verb."""
