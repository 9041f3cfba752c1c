"""The closed lists of the exchange centre."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("Being checked")
    RUNNING = "running", _("Running")
    DONE = "done", _("Imported")
    REFUSED = "refused", pgettext_lazy("import", "Refused")
    UNDONE = "undone", _("Undone")


BATCH_TONES = {"uploaded": "neutral", "running": "info", "done": "good", "refused": "bad", "undone": "warn"}


class Deed(models.TextChoices):
    CREATED = "created", pgettext_lazy("import", "Created")
    CHANGED = "changed", pgettext_lazy("import", "Changed")
