"""Something we sell, by the piece, the year or the hour."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from ..queries import ProductQuerySet

NUMBERED = "P-"


class Product(Record):
    number = models.CharField(_("Number"), max_length=60, unique=True, blank=True)
    name = models.CharField(_("Name"), max_length=200, db_index=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    category = models.ForeignKey(
        "catalog.Category", models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("Product category")
    )
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    list_price = models.DecimalField(_("List price"), max_digits=18, decimal_places=4, default=0, validators=[MinValueValidator(0)])
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    cost = models.DecimalField(_("Cost"), max_digits=18, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0)])
    tax_rate = models.DecimalField(_("Tax rate"), max_digits=6, decimal_places=4, default=0, validators=[MinValueValidator(0), MaxValueValidator(1)])
    vendor = models.CharField(_("Manufacturer"), max_length=120, blank=True)
    description = models.TextField(_("Description"), blank=True)

    objects = ProductQuerySet.as_manager()
    access = Access(sensitive=("cost",))

    class Meta:
        verbose_name = _("Product")
        verbose_name_plural = _("Products")

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)
        self.number = self.number or next_number(NUMBERED)
