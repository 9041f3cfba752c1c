"""Who runs this installation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CURRENCIES, CreditCheck


class Organisation(Record):
    """The one organisation of an installation; its base currency is the one in which totals over several currencies are shown."""

    name = models.CharField(_("Name"), max_length=200)
    base_currency = models.CharField(_("Base currency"), max_length=3, choices=CURRENCIES, default="CNY")
    country = models.CharField(_("Country"), max_length=2, default="CN")
    fiscal_year_starts_in = models.PositiveSmallIntegerField(_("First month of the fiscal year"), default=1)
    discount_limit_rate = models.DecimalField(_("Discount without approval"), max_digits=6, decimal_places=4, default="0.1")
    credit_check = models.CharField(_("Above the credit limit"), max_length=8, choices=CreditCheck, default=CreditCheck.REFUSE)

    access = Access()

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")

    def __str__(self) -> str:
        return self.name


class LegalEntity(Record):
    """A company in the legal sense: who stands on quotes, orders and invoices."""

    name = models.CharField(_("Name"), max_length=200)
    tax_number = models.CharField(_("Tax number"), max_length=40, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    bank = models.CharField(_("Bank"), max_length=120, blank=True)
    bank_account = models.CharField(_("Bank account"), max_length=60, blank=True)

    access = Access(sensitive=("bank_account",))

    class Meta:
        verbose_name = _("Legal entity")
        verbose_name_plural = _("Legal entities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
