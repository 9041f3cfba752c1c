"""How much of an order was due and how much of it was collected up to a day.

Due is the order's amount with tax, less what came back by then, whether it has been invoiced yet or not: a part invoice that is paid does not set free
the commission of the whole order. Collected is what standing receipts allocate to the order, refunds taken off; what was paid beyond the order is not
counted for it. Of an order of which nothing is left nothing counts as collected, so what was released of it is taken back.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Manager, Q, QuerySet

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry
from kaituo.sales.orders.choices import NOT_BOOKED
from kaituo.sales.orders.models import Order, OrderLine, Return
from kaituo.sales.orders.totals import totals
from kaituo.sales.receivables.models import Allocation

ZERO, NOTHING_DUE = Decimal(0), (Decimal(0), Decimal(1))
BATCH = 500
Money = tuple[Decimal, Decimal]


def cash_behind(entries: list[Entry], until: date) -> dict[int, Money]:
    """{entry id: (collected, due)} of the orders behind the entries, of all that happened before the day `until`."""
    orders = orders_of(entries)
    found = cash_of_orders(set(orders.values()), until)
    return {entry.pk: found[orders[entry.pk]] for entry in entries if orders.get(entry.pk) in found}


def moved_orders(since: datetime, days: Period) -> dict[str, set[int]]:
    """Orders and their lines of which money or goods were written or changed since the instant, or came or went on one of the days."""
    paid = (
        _written(Allocation.objects, since)
        | _written(Allocation.objects, since, "receipt__")
        | Allocation.objects.filter(receipt__received_on__gte=days.start, receipt__received_on__lt=days.end)
    )
    returned = Return.objects.filter(returned_on__gte=days.start, returned_on__lt=days.end)
    orders = set(paid.order_by().values_list("order_id", flat=True)) | set(returned.order_by().values_list("order_id", flat=True))
    orders |= set(_written(OrderLine.objects, since).order_by().values_list("order_id", flat=True))
    orders |= set(_written(Order.objects, since).order_by().values_list("pk", flat=True))
    orders.discard(None)
    lines: set[int] = set()
    for some in _batches(sorted(orders)):
        lines.update(OrderLine.objects.filter(order__in=some).order_by().values_list("pk", flat=True))
    return {Order._meta.label: orders, OrderLine._meta.label: lines}


def _written(rows: Manager, since: datetime, of: str = "") -> QuerySet:
    return rows.filter(Q(**{f"{of}updated_at__gte": since}) | Q(**{f"{of}archived_at__gte": since}))


def orders_of(entries: list[Entry]) -> dict[int, int]:
    """{entry id: order id}; of entries of lines as of entries of orders."""
    lines = [entry.source_id for entry in entries if entry.source_type == OrderLine._meta.label]
    order_of = {}
    for some in _batches(lines):
        order_of |= dict(OrderLine.objects.filter(pk__in=some).values_list("pk", "order_id"))
    found = {entry.pk: order_of.get(entry.source_id) for entry in entries if entry.source_type == OrderLine._meta.label}
    found |= {entry.pk: entry.source_id for entry in entries if entry.source_type == Order._meta.label}
    return {entry: order for entry, order in found.items() if order is not None}


def cash_of_orders(orders: set[int], until: date) -> dict[int, Money]:
    found = {}
    for some in _batches(sorted(orders)):
        due, collected = _due(some, until), _collected(some, until)
        found |= {order: (min(max(collected[order], ZERO), amount), amount) if amount > 0 else NOTHING_DUE for order, amount in due.items()}
    return found


def _due(orders: list[int], until: date) -> dict[int, Decimal]:
    """Tax included; what came back since is still due, and a cancelled order is not."""
    lines: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=orders).select_related("returned").order_by("pk"):
        if line.returned_id is None or line.returned.returned_on < until:
            lines[line.order_id].append((line.amount, line.tax_rate))
    rows = Order.objects.filter(pk__in=orders).values_list("pk", "status", "discount_rate", "currency")
    return {pk: ZERO if status in NOT_BOOKED else totals(lines[pk], rate, currency).gross for pk, status, rate, currency in rows}


def _collected(orders: list[int], until: date) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    rows = Allocation.objects.standing().filter(order__in=orders, receipt__received_on__lt=until).order_by()
    for order, amount in rows.values_list("order_id", "amount"):
        sums[order] += amount
    return sums


def _batches(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
