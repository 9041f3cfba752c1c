"""The closed lists of insights."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CauseKey(models.TextChoices):
    """What the cockpit looks at, each by a stated rule."""

    OFF_PACE = "off_pace", _("Behind the target's pace")
    THIN_PIPELINE = "thin_pipeline", _("Pipeline too thin for the rest of the target")
    FEW_FIRST_VISITS = "few_first_visits", _("Too few first visits")
    FEW_VISITS = "few_visits", _("Too few visits")
    FEW_CONTACTS = "few_contacts", _("Too few contacts with customers")
    DYING_STAGE = "dying_stage", _("A stage where deals die")
    SLIPPED = "slipped", _("Deals past their expected day")
    SILENT_KEY = "silent_key", _("Key customers without contact")
    SLOW_REPLIES = "slow_replies", _("Slow to follow up new customers")
    LATE_FOLLOW_UPS = "late_follow_ups", _("Follow-ups overdue")
    DISCOUNTING = "discounting", _("High discounts")
    OVERDUE = "overdue", _("Overdue receipts")
    DATA_GAPS = "data_gaps", _("Deals without a next step")
    REPORTS = "reports", _("Work reports missing")
