"""Against whom we compete, and why we lose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Competitor(Record):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    website = models.URLField(_("Website"), blank=True)
    strengths = models.TextField(_("Strengths"), blank=True)
    weaknesses = models.TextField(_("Weaknesses"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Competitor")
        verbose_name_plural = _("Competitors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LossReason(Record):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("Place in the row"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Reason for losing")
        verbose_name_plural = _("Reasons for losing")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
