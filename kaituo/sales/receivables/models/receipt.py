"""Money that came in (回款) or went back, and what it was for."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from ..choices import Method, ReceiptKind
from ..queries import AllocationQuerySet, ReceiptQuerySet


class Receipt(Record):
    """A refund is a receipt with a negative amount that names the one it gives back."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="receipts", verbose_name=_("Account"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="receipts", verbose_name=_("Responsible rep")
    )
    kind = models.CharField(_("Kind"), max_length=10, choices=ReceiptKind, default=ReceiptKind.PAYMENT)
    received_on = models.DateField(_("Received on"), default=clock.today)
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, blank=True)
    method = models.CharField(_("Method"), max_length=12, choices=Method, default=Method.TRANSFER)
    reference = models.CharField(_("Reference"), max_length=120, blank=True)
    refunds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="refunded_by", verbose_name=_("Refund of")
    )
    voided_on = models.DateField(_("Voided on"), null=True, blank=True, editable=False)
    reason = models.CharField(_("Reason"), max_length=300, blank=True, editable=False)
    notes = models.TextField(_("Notes"), blank=True)

    objects = ReceiptQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Receipt")
        verbose_name_plural = _("Receipts")
        indexes = [
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["account", "received_on"]),
            models.Index(fields=["received_on", "id"]),
            models.Index(fields=["amount", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReceiptKind.REFUND, amount__lt=0) | (~Q(kind=ReceiptKind.REFUND) & Q(amount__gt=0)), name="refunds_are_negative"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def prepare(self) -> None:
        self.number = self.number or next_number(self.number_prefix)

    def clean(self) -> None:
        if self.account_id:
            self.fill()

    def fill(self) -> None:
        self.owner_id = self.owner_id or self.account.owner_id
        self.currency = self.currency or self.account.currency

    @property
    def number_prefix(self) -> str:
        return f"RC-{self.received_on.year}-"

    @property
    def stands(self) -> bool:
        return self.is_active and self.voided_on is None

    @property
    def is_money_in(self) -> bool:
        return self.stands and self.kind != ReceiptKind.REFUND

    @property
    def has_rest(self) -> bool:
        return self.is_money_in and self.rest > 0

    @property
    def has_allocations(self) -> bool:
        return self.is_money_in and self.allocations.active().exists()

    @property
    def allocated_amount(self) -> Decimal:
        return sum(self.allocations.active().values_list("amount", flat=True), Decimal(0))

    @property
    def rest(self) -> Decimal:
        """What is neither allocated nor given back."""
        given_back = sum((each.amount - each.allocated_amount for each in self.refunded_by.standing()), Decimal(0))
        return self.amount - self.allocated_amount + given_back


class Allocation(Record):
    """The part of a receipt that pays an order or an invoice; of an invoice for an order it names both. Taken off, it is archived, not removed."""

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="allocations", verbose_name=_("Receipt"))
    order = models.ForeignKey("orders.Order", models.PROTECT, null=True, blank=True, related_name="allocations", verbose_name=_("Order"))
    invoice = models.ForeignKey("receivables.Invoice", models.PROTECT, null=True, blank=True, related_name="allocations", verbose_name=_("Invoice"))
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2)

    objects = AllocationQuerySet.as_manager()
    access = Access(via="receipt")

    class Meta:
        verbose_name = _("Allocation")
        verbose_name_plural = _("Allocations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(order__isnull=False) | Q(invoice__isnull=False), name="allocation_pays_something"),
            models.CheckConstraint(condition=~Q(amount=0), name="allocation_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} → {self.paid_for}"

    @property
    def paid_for(self) -> models.Model:
        return self.invoice or self.order

    def fill(self) -> None:
        if self.invoice_id:
            self.order_id = self.invoice.order_id

    def clean(self) -> None:
        self.fill()
        if self.order_id is None and self.invoice_id is None:
            raise ValidationError(_("Name either an order or an invoice."))
        if self.paid_for.currency != self.receipt.currency:
            raise ValidationError(_("A receipt pays only what is charged in its own currency."))
        if self.paid_for.account_id != self.receipt.account_id:
            raise ValidationError(_("This belongs to another account than the receipt."))
        if (self.amount < 0) != (self.receipt.amount < 0):
            raise ValidationError({"amount": _("An allocation has the sign of its receipt.")})
