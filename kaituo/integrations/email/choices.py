"""The closed lists of mailboxes and letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a box is for."""

    OWN = "own", _("A person's own box")
    TEAM = "team", _("A team's box")
    DROP = "drop", _("Drop box for blind copies")
    ENQUIRIES = "enquiries", _("Enquiries that become leads")


class Security(models.TextChoices):
    TLS = "tls", _("TLS")
    STARTTLS = "starttls", _("STARTTLS")
    NONE = "none", _("None (only inside one's own network)")


PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


class Openness(models.TextChoices):
    """What others who see the customer see of a letter."""

    NOTHING = "nothing", pgettext_lazy("letter", "Nothing")
    SUBJECT = "subject", pgettext_lazy("letter", "Subject and date")
    WHOLE = "whole", pgettext_lazy("letter", "The whole letter")


RESERVE = (Openness.NOTHING, Openness.SUBJECT, Openness.WHOLE)
"""From the most reserved to the most open."""


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("letter", "Received")
    OUT = "out", pgettext_lazy("letter", "Sent")


DIRECTION_TONES = {"in": "info", "out": "good"}
TONES = {"True": "good", "False": "neutral"}
