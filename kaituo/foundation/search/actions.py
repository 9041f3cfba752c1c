"""Keeps the index in step with the records: many at a time, one read and one write per kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db.models import Model, QuerySet, prefetch_related_objects

from kaituo.foundation.records.writing import insert_values

from .models import Document
from .shelf import SHELF, Searchable
from .words import kind_mark, pairs_of, words_of

BATCH = 500


class Entry(NamedTuple):
    """What one record is found by, as the index keeps it."""

    model: str
    record_id: int
    words: str
    guarded_words: str
    pairs: str
    guarded_pairs: str


_POSTPONED: ContextVar[dict[str, set[int]] | None] = ContextVar("unindexed", default=None)


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Within the block nothing is indexed; at its end everything is, kind by kind. For batches in which nobody searches."""
    postponed: dict[str, set[int]] = defaultdict(set)
    token = _POSTPONED.set(postponed)
    try:
        yield
    finally:
        _POSTPONED.reset(token)
    for label, ids in postponed.items():
        listed = sorted(ids)
        for start in range(0, len(listed), BATCH):
            index(label, listed[start : start + BATCH])


def postpone_or_index(label: str, ids: Iterable[int], rows: list[Model] | None = None) -> None:
    """Now, or when the block that postpones it ends. `rows`: new records that need not be read again."""
    postponed = _POSTPONED.get()
    if postponed is None and rows:
        index_new(label, rows)
    elif postponed is None:
        index(label, ids)
    else:
        postponed[label].update(ids)


def index(label: str, ids: Iterable[int]) -> None:
    """Write what these records are found by; those put away or gone leave the index. The caller's transaction holds the records."""
    kind, ids = SHELF[label], set(ids)
    entries = [entry_of(kind, row) for row in records_of(kind).filter(pk__in=ids)]
    gone = ids - {entry.record_id for entry in entries}
    if gone:
        Document.objects.of(label, gone).delete()
    insert_values(Document, Entry._fields, entries, merge_on=("model", "record_id"))


def index_new(label: str, rows: list[Model]) -> None:
    """Records written just now, by what stands in hand; what they point at is read for all of them at once."""
    kind = SHELF[label]
    prefetch_related_objects(rows, *kind.relations)
    insert_values(Document, Entry._fields, [entry_of(kind, row) for row in rows], merge_on=("model", "record_id"))


def records_of(kind: Searchable) -> QuerySet:
    """Those that can be found, with everything that their words are taken from."""
    rows = kind.model._default_manager.select_related(*kind.relations)
    return rows.active() if hasattr(rows, "active") else rows


def entry_of(kind: Searchable, row: Model) -> Entry:
    words, guarded = (words_of(kind.texts(row, guarded=guarded)) for guarded in (False, True))
    return Entry(kind.label, row.pk, words, guarded, f"{pairs_of(words)} {kind_mark(kind.label)}", pairs_of(guarded))
