"""How much of an order the customer has paid: asked of whoever knows. Commissions see only entries; a room above both registers the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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


@dataclass(frozen=True)
class Collection:
    """Money that came in for a record on a day, of what was due in all, and by when it was due. In one currency."""

    day: date
    collected: Decimal
    due: Decimal
    due_on: date | None


CollectionSource = Callable[[list[Entry], date], dict[int, list[Collection]]]
"""entries, day → {entry id: what came in before that day}; a record that is due and of which nothing came in has one row of zero."""
COLLECTIONS: dict[str, CollectionSource] = {}


def register_collection_source(measure: str, source: CollectionSource) -> None:
    """Tell on which days the money behind the entries of a measure came in."""
    COLLECTIONS[measure] = source


def collections_of(measure: str, entry_ids: Iterable[int], until: date) -> dict[int, list[Collection]]:
    """By entry; where nobody knows the days, what came in is taken as having come in on the day before `until`, in time."""
    ids = list(entry_ids)
    if measure not in COLLECTIONS:
        last = until - timedelta(days=1)
        return {pk: [Collection(last, collected, due, None)] for pk, (collected, due) in cash_of(measure, ids, until).items()}
    found: dict[int, list[Collection]] = {}
    for start in range(0, len(ids), BATCH):
        found |= COLLECTIONS[measure](list(Entry.objects.filter(pk__in=ids[start : start + BATCH])), until)
    return found
