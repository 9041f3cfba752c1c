"""The closed lists of messaging services."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reach(TextChoices):
    GROUP = "group", _("A group")
    PERSON = "person", _("Each person")


TONES = {"True": "good", "False": "neutral"}
