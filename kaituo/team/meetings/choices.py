"""The closed lists of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.kernel.recurrence import Rhythm


class MeetingKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    ONE_ON_ONE = "one_on_one", _("One-on-one")


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


STATE_TONES = {"planned": "info", "held": "good", "cancelled": "neutral"}


class Repeats(models.TextChoices):
    NEVER = "", _("Once")
    WORKDAYS = Rhythm.WORKDAYS.value, _("Every workday")
    WEEKLY = Rhythm.WEEKLY.value, _("Every week")
    FORTNIGHTLY = Rhythm.FORTNIGHTLY.value, _("Every two weeks")
    MONTHLY = Rhythm.MONTHLY.value, _("Every month")
    QUARTERLY = Rhythm.QUARTERLY.value, _("Every quarter")


class ItemState(models.TextChoices):
    OPEN = "open", pgettext_lazy("agenda", "Open")
    DEALT_WITH = "dealt_with", pgettext_lazy("agenda", "Dealt with")
