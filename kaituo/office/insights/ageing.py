"""What is owed by age, summed in the database from the ledger of unpaid invoices; every band opens into its entries."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, QuerySet, Sum, Value, When

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.sales.receivables.choices import Age

from .links import entries_url

MEASURE = "receivables.overdue"
OLDEST = {Age.NOT_DUE: 0, Age.TO_30: 30, Age.TO_60: 60, Age.TO_90: 90}
"""The most days overdue that a band holds; the last one has no limit."""


@dataclass(frozen=True)
class Band:
    """`start` and `end` bound the due dates, half-open."""

    age: Age
    start: date | None
    end: date | None
    amount: Decimal
    count: int
    originals: tuple[tuple[str, Decimal], ...] = ()

    @property
    def href(self) -> str:
        return entries_url(MEASURE, self.start, self.end)


def spans(today: date) -> dict[Age, tuple[date | None, date | None]]:
    """Due dates of each band: not due is today and later; 1–30 days is from today−30 to yesterday."""
    edges = [today - timedelta(days=days) for days in OLDEST.values()]
    starts = [*edges, None]
    ends = [None, *edges]
    return dict(zip(Age, zip(starts, ends, strict=True), strict=True))


def aged(user: User, today: date, rows: QuerySet[Entry] | None = None) -> list[Band]:
    """One band per age, in order, also those with nothing in them."""
    entries = visible(user, Entry.objects.filter(measure=MEASURE)) if rows is None else rows
    whens = [When(on__gte=start, then=Value(age.value)) for age, (start, _end) in spans(today).items() if start]
    grouped = entries.order_by().annotate(age=Case(*whens, default=Value(Age.OVER_90.value))).values_list("age", "currency")
    found: dict[str, list[tuple[str, int, int, int]]] = {}
    for age, currency, amount, original, count in grouped.annotate(base=Sum("amount"), own=Sum("original_amount"), count=Count("pk")):
        found.setdefault(age, []).append((currency, amount, original, count))
    return [_band(age, span, found.get(age.value, [])) for age, span in spans(today).items()]


def _band(age: Age, span: tuple[date | None, date | None], rows: list[tuple[str, int, int, int]]) -> Band:
    amount = Decimal(sum(base for _currency, base, _own, _count in rows)) / SCALE
    originals = tuple((currency, Decimal(own) / SCALE) for currency, _base, own, _count in sorted(rows))
    return Band(age, *span, amount, sum(row[3] for row in rows), originals)
