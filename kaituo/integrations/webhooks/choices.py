"""The closed lists of messages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("to be sent", "Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")


STATE_TONES = {"waiting": "info", "delivered": "good", "failed": "bad"}
ACTIVE_TONES = {"True": "good", "False": "bad"}
EVERYTHING = "*"
