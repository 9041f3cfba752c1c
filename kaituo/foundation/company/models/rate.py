"""What a currency was worth, from which day on."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CURRENCIES


class ExchangeRate(Record):
    """One unit of `currency` is `rate` units of the base currency, from `starts_on` until the next row of that currency."""

    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES)
    starts_on = models.DateField(_("From"))
    rate = models.DecimalField(_("Rate to the base currency"), max_digits=18, decimal_places=8, validators=[MinValueValidator(0)])

    access = Access()

    class Meta:
        verbose_name = _("Exchange rate")
        verbose_name_plural = _("Exchange rates")
        ordering = ["currency", "-starts_on"]
        constraints = [models.UniqueConstraint(fields=["currency", "starts_on"], name="one_rate_a_day")]

    def __str__(self) -> str:
        return f"{self.currency} {self.starts_on}: {self.rate.normalize():f}"
