"""The verbs of invoices and receipts."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.foundation.ui.formats import money
from kaituo.sales.orders.models import Order

from . import events
from .balances import ZERO, open_amount
from .choices import InvoiceStatus, ReceiptKind
from .forms import AllocateForm, ReasonForm, RefundForm
from .models import Allocation, Invoice, Receipt


@action(label=gettext_lazy("Issue"), says=events.INVOICE_ISSUED, when="is_draft", icon="send")
def issue(invoice: Invoice, *, by: User) -> None:
    """The invoice is with the customer; from now on it is owed."""
    invoice.status = InvoiceStatus.ISSUED
    invoice.save(update_fields=["status"])


@action(label=gettext_lazy("Void invoice"), says=events.INVOICE_VOIDED, form=ReasonForm, when="can_be_voided", icon="ban", danger=True)
def void_invoice(invoice: Invoice, *, by: User, reason: str) -> None:
    """It was wrong or is withdrawn (红冲). What was paid of it is taken off first."""
    if invoice.paid_amount:
        raise Refused(_("Payments are allocated to this invoice. Take them off first."))
    invoice.status = InvoiceStatus.VOID
    invoice.save(update_fields=["status"])


@action(label=gettext_lazy("Allocate"), says=events.RECEIPT_ALLOCATED, form=AllocateForm, when="has_rest", icon="checklist")
def allocate(receipt: Receipt, *, by: User, amount: Decimal, order: Order | None = None, invoice: Invoice | None = None) -> Allocation:
    """Say what the money was for. What is left over stays with the receipt as an advance."""
    if not 0 < amount <= receipt.rest:
        raise Refused(_("Of this receipt %(rest)s is left to allocate.") % {"rest": money(receipt.rest, receipt.currency)}, field="amount")
    if invoice is not None and amount > invoice.open_amount:
        raise Refused(_("Of this invoice only %(open)s is unpaid.") % {"open": money(invoice.open_amount, invoice.currency)}, field="amount")
    if invoice is None and order is not None and amount > open_amount(order):
        raise Refused(_("Of this order only %(open)s is unpaid.") % {"open": money(open_amount(order), order.currency)}, field="amount")
    return records.create(Allocation(receipt=receipt, order=order, invoice=invoice, amount=amount), by=User.objects.system())


@action(
    label=gettext_lazy("Take off allocations"),
    says=events.RECEIPT_UNALLOCATED,
    form=ReasonForm,
    when="has_allocations",
    icon="arrow-back-up",
    danger=True,
)
def unallocate(receipt: Receipt, *, by: User, reason: str) -> None:
    """The money was for something else: all of it is free again."""
    if receipt.refunded_by.standing().exists():
        raise Refused(_("Part of this receipt was refunded; its allocations stay."))
    receipt.allocations.active().update(archived_at=clock.now())


@action(label=gettext_lazy("Refund"), says=events.RECEIPT_REFUNDED, form=RefundForm, when="is_money_in", icon="receipt-refund", danger=True)
def refund(receipt: Receipt, *, by: User, amount: Decimal, reason: str, refunded_on: date | None = None) -> Receipt:
    """Give money back: first what is not allocated, then from the latest allocation on, whose order or invoice is owed again."""
    given = -sum((each.amount for each in receipt.refunded_by.standing()), ZERO)
    if not 0 < amount <= receipt.amount - given:
        raise Refused(
            _("Of this receipt only %(left)s can be given back.") % {"left": money(receipt.amount - given, receipt.currency)}, field="amount"
        )
    from_allocations = max(amount - receipt.rest, ZERO)
    system = User.objects.system()
    back = Receipt(
        account=receipt.account,
        owner=receipt.owner,
        kind=ReceiptKind.REFUND,
        received_on=refunded_on or clock.today(),
        amount=-amount,
        currency=receipt.currency,
        method=receipt.method,
        refunds=receipt,
        reason=reason,
    )
    records.create(back, by=system)
    for allocation, part in _latest_first(receipt, from_allocations):
        records.create(Allocation(receipt=back, order=allocation.order, invoice=allocation.invoice, amount=-part), by=system)
    return back


@action(label=gettext_lazy("Void"), says=events.RECEIPT_VOIDED, form=ReasonForm, when="stands", icon="ban", danger=True)
def void(receipt: Receipt, *, by: User, reason: str) -> None:
    """It was entered by mistake, or the bill bounced: it no longer counts anywhere."""
    if receipt.refunded_by.standing().exists():
        raise Refused(_("Part of this receipt was refunded. Void the refund first."))
    receipt.voided_on, receipt.reason = clock.today(), reason
    receipt.save(update_fields=["voided_on", "reason"])


def _latest_first(receipt: Receipt, amount: Decimal) -> list[tuple[Allocation, Decimal]]:
    """Which part of `amount` comes off which allocation, earlier refunds counted."""
    parts = []
    returned = [each for refund in receipt.refunded_by.standing() for each in refund.allocations.active()]
    for allocation in receipt.allocations.active().order_by("-pk"):
        same = [each for each in returned if (each.order_id, each.invoice_id) == (allocation.order_id, allocation.invoice_id)]
        taken = min(amount, max(allocation.amount + sum((each.amount for each in same), ZERO), ZERO))
        returned = [each for each in returned if each not in same]
        if taken > 0:
            parts.append((allocation, taken))
            amount -= taken
    return parts
