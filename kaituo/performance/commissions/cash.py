"""How much of an order the customer has paid: asked of whoever knows. Commissions see only entries; a room above both registers the answer."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from kaituo.foundation.metrics.models import Entry

CashSource = Callable[[list[Entry], date], dict[int, tuple[Decimal, Decimal]]]
"""entries, day → {entry id: (collected, due)}, both in one currency, of all that happened before that day: a run looks no further than its period."""

BATCH = 5000
SOURCES: dict[str, CashSource] = {}


def register_cash_source(measure: str, source: CashSource) -> None:
    """Tell how the money behind the entries of a measure comes in."""
    SOURCES[measure] = source


def cash_of(measure: str, entry_ids: Iterable[int], until: date) -> dict[int, tuple[Decimal, Decimal]]:
    """Collected and invoiced money by entry; an entry nobody knows of is missing."""
    if measure not in SOURCES:
        return {}
    ids, found = list(entry_ids), {}
    for start in range(0, len(ids), BATCH):
        found |= SOURCES[measure](list(Entry.objects.filter(pk__in=ids[start : start + BATCH])), until)
    return found
