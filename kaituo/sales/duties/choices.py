"""The closed lists of duties."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Right(models.TextChoices):
    """What a duty opens to whoever has it, beyond what her roles do."""

    NONE = "none", pgettext_lazy("right", "Nothing more")
    VIEW = "view", _("May see it")
    CHANGE = "change", _("May change it")
