"""What the demo company charged and what came in: most in time, some late, some in parts, some not yet."""

from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records
from kaituo.sales.orders.models import Order

from . import actions
from .choices import InvoiceStatus
from .models import Allocation, Invoice, Receipt

HALF = Decimal("0.5")


def make(world: World) -> None:
    clerk = world.people["finance"][1]
    orders = Order.objects.filter(delivered_on__isnull=False, gross_amount__gt=0).select_related("account").order_by("pk")
    for order in orders.filter(opportunity__isnull=False):
        _bill(world, order, clerk)
    _bill_together(world, list(orders.filter(opportunity__isnull=True)), clerk)


def _bill_together(world: World, orders: list[Order], clerk) -> None:
    """Small orders are invoiced and paid in batches, as an accounting package hands them over."""
    invoices, payments = [], []
    for order in orders:
        issued = order.delivered_on + timedelta(days=world.rng.randint(1, 6))
        if issued <= world.today:
            invoice = Invoice(order=order, issued_on=issued, amount=order.gross_amount, tax_amount=order.tax_amount, status=InvoiceStatus.ISSUED)
            invoice.fill()
            invoices.append(invoice)
    with world.on(world.today):
        records.create_many(invoices, by=clerk)
        for invoice in invoices:
            paid = invoice.due_on + timedelta(days=world.rng.choice([-12, -5, 0, 4, 15, 40]))
            if paid <= world.today:
                receipt = Receipt(
                    account=invoice.account, owner_id=invoice.owner_id, received_on=paid, amount=invoice.amount, currency=invoice.currency
                )
                payments.append((receipt, invoice))
        records.create_many([receipt for receipt, _invoice in payments], by=clerk)
        allocations = [Allocation(receipt=receipt, invoice=invoice, amount=receipt.amount) for receipt, invoice in payments]
        records.create_many(allocations, by=clerk)


def _bill(world: World, order: Order, clerk) -> None:
    issued = order.delivered_on + timedelta(days=world.rng.randint(1, 10))
    if issued > world.today:
        return
    with world.on(issued):
        invoice = Invoice(order=order, issued_on=issued, amount=order.gross_amount, tax_amount=order.tax_amount, status=InvoiceStatus.DRAFT)
        records.create(invoice, by=clerk)
        actions.issue(invoice, by=clerk)
    late = world.rng.choices([-5, 0, 8, 25, 70, 400], weights=[3, 6, 4, 3, 2, 1])[0]
    paid = invoice.due_on + timedelta(days=late + world.rng.randint(0, 6))
    if world.chance(25):
        first = (invoice.amount * HALF).quantize(Decimal("0.01"))
        _pay(world, invoice, first, issued + timedelta(days=5), clerk)
        _pay(world, invoice, invoice.amount - first, paid, clerk)
    else:
        _pay(world, invoice, invoice.amount, paid, clerk)


def _pay(world: World, invoice: Invoice, amount: Decimal, day: date, clerk) -> None:
    if day > world.today:
        return
    with world.on(day):
        receipt = Receipt(
            account=invoice.account,
            owner=invoice.owner,
            received_on=day,
            amount=amount,
            currency=invoice.currency,
            reference=f"TT{world.rng.randint(10**7, 10**8 - 1)}",
        )
        records.create(receipt, by=clerk)
        actions.allocate(receipt, by=clerk, amount=amount, invoice=invoice)
