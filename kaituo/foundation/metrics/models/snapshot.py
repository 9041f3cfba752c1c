"""What a level was on a past day: the open pipeline of 1 March, seen in June. Entries only know how it stands now."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from .entry import SCALE


class Snapshot(models.Model):
    """The sum of a level's entries of one person, team and month, as it stood at the end of `taken_on`; `is_due` parts the days up to it from later ones."""

    measure = models.CharField(_("Measure"), max_length=60)
    taken_on = models.DateField(_("As of"))
    month = models.DateField(_("Month"))
    is_due = models.BooleanField(_("Due"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, related_name="+", verbose_name=_("Team"))
    amount = models.BigIntegerField(_("Amount"))

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Snapshot")
        verbose_name_plural = _("Snapshots")
        indexes = [models.Index(fields=["measure", "taken_on", "person"], name="snapshot_of_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.taken_on} {self.value}"

    @property
    def value(self) -> Decimal:
        return Decimal(self.amount) / SCALE
