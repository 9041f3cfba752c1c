"""On which days the money of an order came in, and by when it was due: for commissions that count late money in part.

Money allocated to an invoice was due with it; other money as many days after the order was booked as the customer has to pay.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.metrics.models import Entry
from kaituo.performance.commissions.cash import Collection
from kaituo.sales.orders.models import Order
from kaituo.sales.receivables.models import Allocation

from .cash import cash_of_orders, orders_of


def collections_behind(entries: list[Entry], until: date) -> dict[int, list[Collection]]:
    """{entry id: money that came in before the day}. What was paid beyond the order is not counted for it."""
    behind = orders_of(entries)
    wanted = set(behind.values())
    sums = cash_of_orders(wanted, until)
    days = _days(wanted, until)
    found = {order: _counted(days.get(order, []), *money, until) for order, money in sums.items()}
    return {entry.pk: found[behind[entry.pk]] for entry in entries if behind.get(entry.pk) in found}


def _days(orders: set[int], until: date) -> dict[int, list[tuple[date, Decimal, date]]]:
    """{order: (day, amount, due) in the order of days}."""
    agreed = {
        order.pk: order.booked_on + timedelta(days=order.account.payment_days)
        for order in Order.objects.filter(pk__in=orders).select_related("account")
    }
    rows = Allocation.objects.standing().filter(order__in=orders, receipt__received_on__lt=until).order_by("receipt__received_on", "pk")
    found: dict[int, list[tuple[date, Decimal, date]]] = defaultdict(list)
    for order, day, amount, due in rows.values_list("order_id", "receipt__received_on", "amount", "invoice__due_on"):
        found[order].append((day, amount, due or agreed[order]))
    return found


def _counted(days: list[tuple[date, Decimal, date]], collected: Decimal, due: Decimal, until: date) -> list[Collection]:
    """As much of it as counts for the order in all, the first money first, refunds taken off; one row of zero where nothing is left."""
    found, came = [], Decimal(0)
    for day, amount, due_on in days:
        part = min(max(came + amount, Decimal(0)), collected) - min(max(came, Decimal(0)), collected)
        came += amount
        if part:
            found.append(Collection(day, part, due, due_on))
    return found or [Collection(until - timedelta(days=1), Decimal(0), due, None)]
