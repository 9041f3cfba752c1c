"""The closed lists of conference links."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class LinkState(TextChoices):
    MAKING = "making", pgettext_lazy("link", "Being made")
    READY = "ready", pgettext_lazy("link", "Ready")
    FAILED = "failed", pgettext_lazy("link", "Failed")
    GONE = "gone", pgettext_lazy("link", "Cancelled")


TONES = {"True": "good", "False": "neutral"}
