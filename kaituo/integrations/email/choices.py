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
PORTS_OUT = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
"""Those of IMAP, and those of SMTP for whoever signs in (RFC 8314, RFC 6409)."""


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


class Sending(models.TextChoices):
    """How far a letter is that was written here; empty for one that was found in a box."""

    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "Being sent")
    SENT = "sent", pgettext_lazy("delivery", "Sent")
    UNSURE = "unsure", pgettext_lazy("delivery", "Unsure")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("letter", "Cancelled")


SENDING_TONES = {"waiting": "info", "sending": "info", "sent": "good", "unsure": "warn", "failed": "bad", "cancelled": "neutral"}
DIRECTION_TONES = {"in": "info", "out": "good"}
TONES = {"True": "good", "False": "neutral"}
