"""The closed lists of approvals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Approver(models.TextChoices):
    LEAD = "lead", _("The asker's lead")
    ROLE = "role", _("Anyone with a role")
    PERSON = "person", _("A named person")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", pgettext_lazy("approval", "Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATE_TONES = {"waiting": "info", "approved": "good", "rejected": "bad", "withdrawn": "neutral"}


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", pgettext_lazy("approval", "Rejected")
