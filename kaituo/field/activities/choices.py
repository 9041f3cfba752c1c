"""The closed lists of activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """How the customer was reached."""

    CALL = "call", _("Call")
    MESSAGE = "message", _("Message")
    EMAIL = "email", pgettext_lazy("contact", "E-mail")
    MEETING = "meeting", pgettext_lazy("contact", "Meeting")
    NOTE = "note", _("Note")


class Outcome(models.TextChoices):
    """What came of it, as the person who did it judges."""

    PROGRESS = "progress", _("Made progress")
    STEADY = "steady", _("No change")
    SETBACK = "setback", _("Setback")
    NOT_REACHED = "not_reached", _("Not reached")


OUTCOME_TONES = {"progress": "good", "steady": "neutral", "setback": "bad", "not_reached": "warn"}


class PlanState(models.TextChoices):
    OPEN = "open", pgettext_lazy("follow-up", "Open")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    DROPPED = "dropped", pgettext_lazy("follow-up", "Dropped")


STATE_TONES = {"open": "info", "done": "good", "dropped": "neutral"}
