"""The closed lists of duplicates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Key(models.TextChoices):
    """By what two records are held to be alike."""

    CREDIT_CODE = "credit_code", _("Credit code or tax number")
    NAME_PHONE = "name_phone", _("Name and phone")
    FULL_NAME = "full_name", _("Name with place")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")


class Mode(models.TextChoices):
    """What happens when a record with the same key comes in."""

    ALLOW = "allow", pgettext_lazy("duplicates", "Allow")
    WARN = "warn", pgettext_lazy("duplicates", "Warn")
    APPROVE = "approve", pgettext_lazy("duplicates", "Only with approval")
    BLOCK = "block", pgettext_lazy("duplicates", "Block")


STRICTNESS = [Mode.ALLOW, Mode.WARN, Mode.APPROVE, Mode.BLOCK]


class PairState(models.TextChoices):
    OPEN = "open", pgettext_lazy("duplicates", "To be looked at")
    DIFFERENT = "different", _("Two different ones")
    MERGED = "merged", pgettext_lazy("records", "Merged")


PAIR_TONES = {"open": "info", "different": "neutral", "merged": "good"}


class ScanState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("scan", "Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", pgettext_lazy("scan", "Done")
    FAILED = "failed", _("Failed")


SCAN_TONES = {"waiting": "neutral", "running": "info", "done": "good", "failed": "bad"}


class DisputeKind(models.TextChoices):
    CLAIM = "claim", _("Claim to a customer")
    ENTRY = "entry", _("New record that waits")


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("clash", "Open")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


DISPUTE_TONES = {"open": "info", "decided": "good", "withdrawn": "neutral"}


class Ruling(models.TextChoices):
    """How a dispute ends."""

    HOLDER = "holder", _("It stays with whoever has it")
    CLAIMANT = "claimant", _("It goes to whoever claims it")
    TOGETHER = "together", _("It stays, and whoever claims it works along")
    SEPARATE = "separate", _("These are two different ones")
