"""The closed lists of briefings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("briefing", "Draft")
    SENT = "sent", pgettext_lazy("briefing", "Sent")


STATE_TONES = {"draft": "info", "sent": "good"}


class Part(models.TextChoices):
    """The chapters, in the order in which they are read."""

    OVERVIEW = "overview", _("What moved")
    PEOPLE = "people", _("People behind it")
    CUSTOMERS = "customers", _("Customers behind it")
    PRODUCTS = "products", _("Products behind it")
    NEXT = "next", _("What to look at next")
