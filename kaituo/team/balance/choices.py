"""The closed lists of balance."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Goal(models.TextChoices):
    """What a re-balancing spreads by everybody's working capacity."""

    VISITS = "visits", _("Visits needed")
    CUSTOMERS = "customers", _("Number of customers")
    POTENTIAL = "potential", _("Potential")
    PIPELINE = "pipeline", _("Open pipeline")


class Status(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    DONE = "done", pgettext_lazy("re-balancing", "Carried out")
    UNDONE = "undone", pgettext_lazy("re-balancing", "Taken back")


STATUS_TONES = {"draft": "info", "done": "good", "undone": "neutral"}
FULL, SLACK = 110, 60
"""Above so many per cent of her capacity somebody is overloaded; below so many she has room."""
STAYS = {
    "named": _("Named by a territory"),
    "protected": _("Protected by the pool"),
    "locked": _("Locked"),
    "deals": _("With an open deal"),
    "spoken": _("Spoken with lately"),
}
"""Why a customer stays where it is, whatever would even out."""
