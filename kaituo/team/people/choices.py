"""The closed lists of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Engagement(models.TextChoices):
    EMPLOYED = "employed", _("Employed")
    REMOTE = "remote", _("Remote")
    STATIONED = "stationed", _("Stationed away")
    OUTSOURCED = "outsourced", _("Outsourced through an agency")
    BACK_OFFICE = "back_office", _("Back office")


ENGAGEMENT_TONES = {"employed": "neutral", "remote": "info", "stationed": "accent", "outsourced": "warn", "back_office": "good"}


class StrengthKind(models.TextChoices):
    PRODUCT = "product", _("Product category")
    INDUSTRY = "industry", _("Industry")
    LANGUAGE = "language", _("Language")
    SKILL = "skill", _("Skill")
