"""The closed lists of the exchange centre."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("Being checked")
    RUNNING = "running", _("Running")
    DONE = "done", _("Imported")
    REFUSED = "refused", pgettext_lazy("import", "Refused")
    HALTED = "halted", _("Stopped midway")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


BATCH_TONES = {"uploaded": "neutral", "running": "info", "done": "good", "refused": "bad", "halted": "warn", "undoing": "info", "undone": "warn"}


class Mode(models.TextChoices):
    """What is done with a row whose record is there already, and with one whose record is not."""

    UPSERT = "upsert", _("Create what is new, change what is there")
    CREATE = "create", _("Only create; what is there already is an error")
    UPDATE = "update", _("Only change; what is not there is an error")
    SKIP = "skip", _("Create what is new, leave what is there")


class Deed(models.TextChoices):
    CREATED = "created", pgettext_lazy("import", "Created")
    CHANGED = "changed", pgettext_lazy("import", "Changed")
