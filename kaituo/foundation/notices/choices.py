"""The closed lists of deliveries."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "Being sent")
    SENT = "sent", pgettext_lazy("delivery", "Sent")
    DROPPED = "dropped", pgettext_lazy("delivery", "Dropped")
    UNSURE = "unsure", pgettext_lazy("delivery", "Unsure")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")


STATE_TONES = {"waiting": "info", "sending": "info", "sent": "good", "dropped": "neutral", "unsure": "warn", "failed": "bad"}
DEAD = (DeliveryState.FAILED, DeliveryState.UNSURE)
"""Those that somebody has to look at."""
