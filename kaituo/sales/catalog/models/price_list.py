"""Prices that differ from the list price: for a while, for a currency, from a quantity on."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..queries import PriceListItemQuerySet

END_FIRST = _("The end must not lie before the start.")


class PriceList(Record):
    """`ends_on` is the first day on which the list no longer holds; empty means open."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)
    notes = models.TextField(_("Notes"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Price list")
        verbose_name_plural = _("Price lists")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": END_FIRST})


class PriceListItem(Record):
    """A product's price from a quantity on; its own dates narrow those of the list."""

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="items", verbose_name=_("Price list"))
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="prices", verbose_name=_("Product"))
    price = models.DecimalField(_("Price"), max_digits=18, decimal_places=4, validators=[MinValueValidator(0)])
    min_quantity = models.DecimalField(_("From quantity"), max_digits=14, decimal_places=4, default=0, validators=[MinValueValidator(0)])
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("To"), null=True, blank=True)

    objects = PriceListItemQuerySet.as_manager()
    access = Access(via="price_list")

    class Meta:
        verbose_name = _("Price")
        verbose_name_plural = _("Prices")
        ordering = ["product", "min_quantity"]
        indexes = [models.Index(fields=["product", "price_list", "min_quantity"])]

    def __str__(self) -> str:
        return f"{self.product}: {self.price.normalize():f}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": END_FIRST})
