"""What we charged a customer, and until when it is to be paid."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from ..choices import InvoiceStatus
from ..queries import InvoiceQuerySet


class Invoice(Record):
    """`amount` includes the tax. What is paid of it is the sum of the allocations to it."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="invoices", verbose_name=_("Account"), blank=True)
    order = models.ForeignKey("orders.Order", models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("Order"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("Responsible rep")
    )
    status = models.CharField(_("Status"), max_length=10, choices=InvoiceStatus, default=InvoiceStatus.DRAFT)
    issued_on = models.DateField(_("Issued on"), default=clock.today)
    due_on = models.DateField(pgettext_lazy("when", "Due"), blank=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, blank=True)
    amount = models.DecimalField(_("Amount with tax"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)])
    tax_amount = models.DecimalField(_("Tax"), max_digits=18, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    notes = models.TextField(_("Notes"), blank=True)

    objects = InvoiceQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Invoice")
        verbose_name_plural = _("Invoices")
        indexes = [
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["account", "status"]),
            models.Index(fields=["status", "due_on"]),
            models.Index(fields=["issued_on", "id"]),
            models.Index(fields=["due_on", "id"]),
            models.Index(fields=["amount", "id"]),
        ]

    def __str__(self) -> str:
        return self.number

    def prepare(self) -> None:
        self.number = self.number or next_number(self.number_prefix)

    def clean_fields(self, exclude=None) -> None:
        """What is left empty follows the order, else the account; before the fields are checked, since some may not stay empty."""
        self.fill()
        super().clean_fields(exclude)

    def fill(self) -> None:
        if self.order_id:
            self.account_id = self.account_id or self.order.account_id
        if not self.account_id:
            return
        source = self.order if self.order_id else self.account
        self.owner_id = self.owner_id or source.owner_id
        self.currency = self.currency or source.currency
        if self.due_on is None and self.issued_on:
            self.due_on = self.issued_on + timedelta(days=self.account.payment_days)

    @property
    def number_prefix(self) -> str:
        return f"IN-{self.issued_on.year}-"

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.status == InvoiceStatus.DRAFT

    @property
    def is_issued(self) -> bool:
        return self.is_active and self.status == InvoiceStatus.ISSUED

    @property
    def can_be_voided(self) -> bool:
        return self.is_active and self.status != InvoiceStatus.VOID

    @property
    def paid_amount(self) -> Decimal:
        """Read with the list where the list asks (`with_paid`), else for this invoice alone."""
        if "paid" in self.__dict__:
            return self.paid
        return sum(self.allocations.standing().values_list("amount", flat=True), Decimal(0))

    @property
    def open_amount(self) -> Decimal:
        return self.amount - self.paid_amount if self.status == InvoiceStatus.ISSUED else Decimal(0)

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on and self.open_amount > 0
