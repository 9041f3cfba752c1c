"""What each customer bought and paid, read in a few questions over all orders and receipts."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum

from kaituo.foundation.company.books import Converter
from kaituo.sales.orders.models import Order
from kaituo.sales.receivables.models import Receipt

from .engine.grading import HALF_YEAR, Bought

YEAR = 365
CENTS = 100


def bought_until(today: date) -> dict[int, Bought]:
    """By account; only those that ever bought or paid. Raises RateMissing."""
    converter, found = Converter(), defaultdict(Bought)
    year, half = today - timedelta(days=YEAR), today - timedelta(days=HALF_YEAR)
    sums = {
        "revenue": Sum("net_amount", filter=Q(ordered_on__gt=year)),
        "late": Sum("net_amount", filter=Q(ordered_on__gt=half)),
        "early": Sum("net_amount", filter=Q(ordered_on__gt=year, ordered_on__lte=half)),
    }
    rows = Order.objects.booked().filter(ordered_on__lte=today).order_by().values("account_id", "currency")
    for row in rows.annotate(count=Count("pk", filter=Q(ordered_on__gt=year)), first=Min("ordered_on"), last=Max("ordered_on"), **sums):
        worth = {name: _cents(row[name], row["currency"], today, converter) for name in sums}
        found[row["account_id"]] = _together(found[row["account_id"]], worth, row["count"], row["first"], row["last"])
    for account, currency, amount in _receipts(year, today):
        known = found[account]
        found[account] = replace(known, received=known.received + _cents(amount, currency, today, converter))
    return dict(found)


def _receipts(year: date, today: date) -> list[tuple[int, str, Decimal]]:
    rows = Receipt.objects.standing().filter(received_on__gt=year, received_on__lte=today).order_by()
    return list(rows.values_list("account_id", "currency").annotate(Sum("amount")))


def _together(known: Bought, worth: dict[str, int], count: int, first: date, last: date) -> Bought:
    return replace(
        known,
        revenue=known.revenue + worth["revenue"],
        late=known.late + worth["late"],
        early=known.early + worth["early"],
        orders=known.orders + count,
        first_on=min(first, known.first_on or first),
        last_on=max(last, known.last_on or last),
    )


def _cents(amount: Decimal | None, currency: str, on: date, converter: Converter) -> int:
    return int(converter.to_base(amount, currency, on) * CENTS) if amount else 0
