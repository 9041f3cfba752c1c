"""What is owed: per order, per item and by age. Every figure comes with the items it is the sum of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model, Sum

from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

from .choices import Age, InvoiceStatus
from .models import Allocation, Invoice, PaymentPlan

ZERO = Decimal(0)
LIMITS = ((0, Age.NOT_DUE), (30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))


@dataclass(frozen=True)
class Due:
    """One amount somebody owes: an invoice, or a planned payment of an order not invoiced."""

    source: Model
    due_on: date
    amount: Decimal
    paid: Decimal
    currency: str

    @property
    def open(self) -> Decimal:
        return self.amount - self.paid

    def age(self, on: date) -> Age:
        days = (on - self.due_on).days
        return next((age for limit, age in LIMITS if days <= limit), Age.OVER_90)


@dataclass(frozen=True)
class Ageing:
    """Open amounts of one currency by age, and the items behind them."""

    currency: str
    by_age: dict[Age, Decimal]
    items: tuple[tuple[Age, Due], ...]

    @property
    def total(self) -> Decimal:
        return sum(self.by_age.values(), ZERO)

    @property
    def overdue(self) -> Decimal:
        return self.total - self.by_age[Age.NOT_DUE]


def paid_amounts(orders: Iterable[Order]) -> dict[int, Decimal]:
    """{order id: what standing receipts pay of it}, invoices included."""
    paid: dict[int, Decimal] = defaultdict(Decimal)
    rows = Allocation.objects.standing().filter(order__in=[order.pk for order in orders])
    for order, amount in rows.values_list("order_id", "amount"):
        paid[order] += amount
    return paid


def paid_amount(order: Order) -> Decimal:
    return paid_amounts([order])[order.pk]


def open_amount(order: Order) -> Decimal:
    """What is still to be paid of a booked order, tax included and returns taken off."""
    return order.gross_amount - paid_amount(order) if order.is_booked else ZERO


def invoiced_amounts(orders: Iterable[Order]) -> dict[int, Decimal]:
    invoiced: dict[int, Decimal] = defaultdict(Decimal)
    rows = Invoice.objects.issued().filter(order__in=[order.pk for order in orders])
    for order, amount in rows.values_list("order_id", "amount"):
        invoiced[order] += amount
    return invoiced


def uninvoiced(order: Order) -> tuple[Decimal, Decimal]:
    """(amount with tax, tax) of a booked order that no invoice, issued or still a draft, asks for yet."""
    if not order.is_booked:
        return ZERO, ZERO
    asked = order.invoices.filter(archived_at__isnull=True).exclude(status=InvoiceStatus.VOID).aggregate(amount=Sum("amount"), tax=Sum("tax_amount"))
    return max(order.gross_amount - (asked["amount"] or ZERO), ZERO), max(order.tax_amount - (asked["tax"] or ZERO), ZERO)


def open_items(account: Account) -> list[Due]:
    """The unpaid issued invoices, and the unpaid planned payments of booked orders that have no invoice."""
    invoices = Invoice.objects.issued().with_paid().filter(account=account).order_by("due_on", "pk")
    items = [Due(invoice, invoice.due_on, invoice.amount, invoice.paid_amount, invoice.currency) for invoice in invoices]
    items += _planned(account)
    return [item for item in items if item.open > 0]


def ageing(account: Account, on: date) -> list[Ageing]:
    """One per currency, since currencies are never added."""
    found: dict[str, list[Due]] = defaultdict(list)
    for item in open_items(account):
        found[item.currency].append(item)
    return [_aged(currency, items, on) for currency, items in sorted(found.items())]


def _aged(currency: str, items: list[Due], on: date) -> Ageing:
    by_age = dict.fromkeys(Age, ZERO)
    for item in items:
        by_age[item.age(on)] += item.open
    return Ageing(currency, by_age, tuple((item.age(on), item) for item in items))


def _planned(account: Account) -> list[Due]:
    """Payments fill the plan in the order in which it falls due."""
    plans = PaymentPlan.objects.active().filter(order__in=Order.objects.booked().filter(account=account)).select_related("order")
    plans = list(plans.order_by("due_on", "pk"))
    orders = {plan.order_id: plan.order for plan in plans}
    invoiced, left = invoiced_amounts(orders.values()), paid_amounts(orders.values())
    items = []
    for plan in plans:
        if invoiced[plan.order_id]:
            continue
        paid = min(plan.amount, max(left[plan.order_id], ZERO))
        left[plan.order_id] -= paid
        items.append(Due(plan, plan.due_on, plan.amount, paid, plan.order.currency))
    return items
