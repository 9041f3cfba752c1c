"""Days on which the company does not work, and weekend days on which it does (调休)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Holiday(Record):
    day = models.DateField(_("Day"), unique=True)
    name = models.CharField(_("Name"), max_length=80)
    is_workday = models.BooleanField(_("Worked in exchange"), default=False)

    access = Access()

    class Meta:
        verbose_name = _("Holiday")
        verbose_name_plural = _("Holidays")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
