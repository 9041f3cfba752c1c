"""A day on which a customer or a person there deserves a word."""

from calendar import monthrange
from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CareKind


class CareDate(Record):
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="care_dates", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.SET_NULL, null=True, blank=True, related_name="care_dates", verbose_name=_("Contact"))
    kind = models.CharField(_("Kind"), max_length=8, choices=CareKind, default=CareKind.OTHER)
    on = models.DateField(_("Day"))
    is_yearly = models.BooleanField(_("Every year"), default=True)
    days_before = models.PositiveSmallIntegerField(_("Remind so many days before"), default=3, validators=[MaxValueValidator(90)])
    note = models.CharField(_("Note"), max_length=200, blank=True)

    access = Access(via="account")

    class Meta:
        verbose_name = _("Care date")
        verbose_name_plural = _("Care dates")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.contact or self.account} · {self.get_kind_display()}"

    def next_on(self, day: date) -> date | None:
        """The next time from the day on; None once a single day has passed. The 29th of February falls on the 28th in other years."""
        if not self.is_yearly:
            return self.on if self.on >= day else None
        this_year = self._in(day.year)
        return this_year if this_year >= day else self._in(day.year + 1)

    def _in(self, year: int) -> date:
        return date(year, self.on.month, min(self.on.day, monthrange(year, self.on.month)[1]))
