"""One line of the ledger: on this day, this person (in the team of that day) is credited with this much, because of this record."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access

SCALE = 10_000
"""Amounts are whole ten-thousandths, so that sums are exact on every database: 12.34 is kept as 123,400."""
UNDATED = date(1970, 1, 1)
"""The day of entries that lie on none: what stands, whenever it began."""


class EntryQuerySet(models.QuerySet):
    def between(self, start, end) -> "EntryQuerySet":
        """Half-open; None leaves a side open."""
        rows = self.filter(on__gte=start) if start else self
        return rows.filter(on__lt=end) if end else rows

    def total(self) -> Decimal:
        return Decimal(self.aggregate(total=models.Sum("amount"))["total"] or 0) / SCALE


class Entry(models.Model):
    """`on` is the day it counts for; `earned_on` the day of the record, which differs when its period was closed before the record came or changed."""

    measure = models.CharField(_("Measure"), max_length=60)
    on = models.DateField(_("Day"))
    earned_on = models.DateField(pgettext_lazy("when", "Earned"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="entries", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, related_name="entries", verbose_name=_("Team"))
    share = models.DecimalField(pgettext_lazy("credit", "Share"), max_digits=7, decimal_places=6, default=1)
    amount = models.BigIntegerField(_("Amount"))
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    original_amount = models.BigIntegerField(_("Amount in its own currency"))
    source_type = models.CharField(_("Kind of record"), max_length=80)
    source_id = models.BigIntegerField(_("Record"))
    is_adjustment = models.BooleanField(_("Adjustment"), default=False)

    objects = EntryQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Entry")
        verbose_name_plural = _("Entries")
        indexes = [
            models.Index(fields=["measure", "on", "person", "team", "amount"], name="entry_sums"),
            models.Index(fields=["measure", "person", "on"], name="entry_of_person"),
            models.Index(fields=["measure", "amount"], name="entry_largest"),
            models.Index(fields=["source_type", "source_id", "measure"], name="entry_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.on} {self.value}"

    @property
    def value(self) -> Decimal:
        return Decimal(self.amount) / SCALE

    @property
    def original_value(self) -> Decimal:
        return Decimal(self.original_amount) / SCALE
