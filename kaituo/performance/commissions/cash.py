"""How much of an order the customer has paid: asked of whoever knows. Commissions see only entries; a room above both registers the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry

Sources = dict[str, set[int]]
CashSource = Callable[[list[Entry], date], dict[int, tuple[Decimal, Decimal]]]
"""entries, day → {entry id: (collected, due)}, both in one currency, of all that happened before that day: a run looks no further than its period."""
Movements = Callable[[datetime, Period], Sources]
"""instant, days → {kind of record: ids} of the records whose money was written or changed since the instant, or falls on one of the days."""

BATCH = 5000


@dataclass(frozen=True)
class Source:
    """`moved`: without it everything is looked at again in every run."""

    cash: CashSource
    moved: Movements | None = None


SOURCES: dict[str, Source] = {}


def register_cash_source(measure: str, source: CashSource, moved: Movements | None = None) -> None:
    """Tell how the money behind the entries of a measure comes in."""
    SOURCES[measure] = Source(source, moved)


def cash_of(measure: str, entry_ids: Iterable[int], until: date) -> dict[int, tuple[Decimal, Decimal]]:
    """Collected and invoiced money by entry; an entry nobody knows of is missing."""
    if measure not in SOURCES:
        return {}
    ids, found = list(entry_ids), {}
    for start in range(0, len(ids), BATCH):
        found |= SOURCES[measure].cash(list(Entry.objects.filter(pk__in=ids[start : start + BATCH])), until)
    return found


def moved_since(measure: str, instant: datetime, days: Period) -> Sources | None:
    """The records whose customers' money moved; None where nobody can tell."""
    source = SOURCES.get(measure)
    return source.moved(instant, days) if source and source.moved else None
