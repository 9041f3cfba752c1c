"""What a quote and an order have in common: the head and its lines."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import RateMissing, rate_on
from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number
from kaituo.sales.catalog.prices import price_on

from ..totals import line_amount, net_amount

FRACTION = [MinValueValidator(0), MaxValueValidator(1)]
COST_DIGITS = 4


class Document(Record):
    """The amounts are kept in step with the lines by `reactions.py`."""

    prefix = ""
    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="%(class)ss", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Contact"))
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("Opportunity")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("Responsible rep")
    )
    legal_entity = models.ForeignKey("company.LegalEntity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Our company"))
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, blank=True)
    discount_rate = models.DecimalField(_("Discount"), max_digits=6, decimal_places=4, default=0, validators=FRACTION)
    net_amount = models.DecimalField(_("Net amount"), max_digits=18, decimal_places=2, default=0, editable=False)
    tax_amount = models.DecimalField(_("Tax"), max_digits=18, decimal_places=2, default=0, editable=False)
    gross_amount = models.DecimalField(_("Amount with tax"), max_digits=18, decimal_places=2, default=0, editable=False)
    notes = models.TextField(_("Notes"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    def prepare(self) -> None:
        self.number = self.number or next_number(self.number_prefix)

    def clean(self) -> None:
        """What is left empty follows the account."""
        if self.account_id:
            self.owner_id = self.owner_id or self.account.owner_id
            self.currency = self.currency or self.account.currency

    @property
    def day(self):
        raise NotImplementedError

    @property
    def number_prefix(self) -> str:
        """ "SO-2026-": numbers begin anew every year."""
        return f"{self.prefix}-{(self.day or clock.today()).year}-"


class DocumentLine(Record):
    """`parent` names the foreign key to the head; the amount is exclusive of tax and of the head's own discount."""

    parent_name = ""
    position = models.PositiveIntegerField(_("Position"), default=0)
    product = models.ForeignKey("catalog.Product", models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("Product"))
    description = models.CharField(_("Description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("Quantity"), max_digits=14, decimal_places=4, default=1)
    unit_price = models.DecimalField(_("Unit price"), max_digits=18, decimal_places=4, blank=True)
    discount_rate = models.DecimalField(_("Discount"), max_digits=6, decimal_places=4, default=0, validators=FRACTION)
    tax_rate = models.DecimalField(_("Tax rate"), max_digits=6, decimal_places=4, blank=True, validators=FRACTION)
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2, default=0, editable=False)
    unit_cost = models.DecimalField(_("Unit cost"), max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.head} · {self.title}"

    @property
    def head(self) -> Document:
        return getattr(self, self.parent_name)

    @property
    def title(self) -> str:
        return self.description or (str(self.product) if self.product_id else "")

    @property
    def net_amount(self) -> Decimal:
        """After the head's discount: what the line earns."""
        return net_amount(self.amount, self.head.discount_rate, self.head.currency)

    def clean(self) -> None:
        """What is left empty follows the catalogue of the day. Under no head, or one that is itself wrong and says so, nothing can be computed."""
        head = getattr(self, self.parent_name, None)
        if head is not None and head.currency in dict(CURRENCIES) and head.day:
            self.fill()
            self.compute()

    def fill(self) -> None:
        head = self.head
        if self.unit_price is None:
            self.unit_price = (price_on(self.product, head.currency, head.day, self.quantity) if self.product_id else None) or Decimal(0)
        if self.tax_rate is None:
            self.tax_rate = self.product.tax_rate if self.product_id else Decimal(0)
        if self.unit_cost is None and self.product_id:
            self.unit_cost = cost_in(head.currency, self.product, head.day)

    def compute(self) -> None:
        self.amount = line_amount(self.quantity, self.unit_price, self.discount_rate, self.head.currency)


def cost_in(currency: str, product, day) -> Decimal | None:
    """The product's cost in the document's currency. None: unknown, which is not the same as nothing."""
    if product.cost is None or product.currency == currency:
        return product.cost
    try:
        return quotient(product.cost * rate_on(product.currency, day), rate_on(currency, day), COST_DIGITS)
    except RateMissing:
        return None
