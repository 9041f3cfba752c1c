"""The closed lists of territories."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .engine import covering


class Mention(models.TextChoices):
    """What a territory says of a customer by name."""

    NAMED = "named", _("Belongs to it, and to no other")
    EXCLUDED = "excluded", _("Left out of it")


class Because(models.TextChoices):
    NAMED = covering.NAMED, _("Named")
    PART = covering.PART, _("Place and industry")
