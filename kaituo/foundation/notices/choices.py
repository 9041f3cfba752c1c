"""The closed lists of deliveries, and on which days a letter comes."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "Being sent")
    SENT = "sent", pgettext_lazy("delivery", "Sent")
    DROPPED = "dropped", pgettext_lazy("delivery", "Dropped")
    UNSURE = "unsure", pgettext_lazy("delivery", "Unsure")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")


class LetterDay(IntegerChoices):
    """Every day, or one day of the week by its ISO number."""

    EVERY_DAY = 0, _("Every day")
    MONDAY = 1, _("Mondays")
    TUESDAY = 2, _("Tuesdays")
    WEDNESDAY = 3, _("Wednesdays")
    THURSDAY = 4, _("Thursdays")
    FRIDAY = 5, _("Fridays")
    SATURDAY = 6, _("Saturdays")
    SUNDAY = 7, _("Sundays")


STATE_TONES = {"waiting": "info", "sending": "info", "sent": "good", "dropped": "neutral", "unsure": "warn", "failed": "bad"}
DEAD = (DeliveryState.FAILED, DeliveryState.UNSURE)
"""Those that somebody has to look at."""
