"""What is known of the record behind an entry besides its amount: asked of whoever knows. Commissions see only entries; a room above registers the answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kaituo.foundation.metrics.models import Entry

from .engine.plan.words import BETWEEN_TERRITORIES

__all__ = ["BETWEEN_TERRITORIES", "Facts", "facts_of", "register_fact_source"]
BATCH = 5000


@dataclass(frozen=True)
class Facts:
    """Of one record: texts by dimension of a plan (product, renewal …), and amounts of the whole record in its own currency: margin, list_amount.

    `units` are pieces. Several territories stand in one text, with `BETWEEN_TERRITORIES` between them.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


FactSource = Callable[[list[Entry]], dict[int, Facts]]
"""entries → {entry id: facts}; an entry nobody knows of is missing."""
SOURCES: dict[str, FactSource] = {}


def register_fact_source(measure: str, source: FactSource) -> None:
    """Tell what is known of the records behind the entries of a measure."""
    SOURCES[measure] = source


def facts_of(measure: str, entry_ids: Iterable[int]) -> dict[int, Facts]:
    if measure not in SOURCES:
        return {}
    ids, found = list(entry_ids), {}
    for start in range(0, len(ids), BATCH):
        found |= SOURCES[measure](list(Entry.objects.filter(pk__in=ids[start : start + BATCH])))
    return found
