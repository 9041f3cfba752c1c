"""How much of an order the customer has paid: asked of whoever knows. Commissions see only entries; a room above both registers the answer."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from kaituo.foundation.metrics.models import Entry

CashSource = Callable[[list[Entry]], dict[int, tuple[Decimal, Decimal]]]
"""entries → {entry id: (collected, invoiced)}, both in one currency, to date."""

SOURCES: dict[str, CashSource] = {}


def register_cash_source(measure: str, source: CashSource) -> None:
    """Tell how the money behind the entries of a measure comes in."""
    SOURCES[measure] = source


def cash_of(measure: str, entry_ids: Iterable[int]) -> dict[int, tuple[Decimal, Decimal]]:
    """Collected and invoiced money by entry; an entry nobody knows of is missing."""
    if measure not in SOURCES:
        return {}
    return SOURCES[measure](list(Entry.objects.filter(pk__in=list(entry_ids))))
