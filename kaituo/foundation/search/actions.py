"""Keeps the index in step with the records: many at a time, one read and one write per kind."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model, QuerySet

from kaituo.foundation.records.writing import insert_values

from .models import Document
from .shelf import SHELF, Searchable
from .words import kind_mark, pairs_of, words_of


class Entry(NamedTuple):
    """What one record is found by, as the index keeps it."""

    model: str
    record_id: int
    words: str
    guarded_words: str
    pairs: str
    guarded_pairs: str


def index(label: str, ids: Iterable[int]) -> None:
    """Write what these records are found by; those put away or gone leave the index. The caller's transaction holds the records."""
    kind, ids = SHELF[label], set(ids)
    entries = [entry_of(kind, row) for row in records_of(kind).filter(pk__in=ids)]
    gone = ids - {entry.record_id for entry in entries}
    if gone:
        Document.objects.of(label, gone).delete()
    insert_values(Document, Entry._fields, entries, merge_on=("model", "record_id"))


def records_of(kind: Searchable) -> QuerySet:
    """Those that can be found, with everything that their words are taken from."""
    rows = kind.model._default_manager.select_related(*kind.relations)
    return rows.active() if hasattr(rows, "active") else rows


def entry_of(kind: Searchable, row: Model) -> Entry:
    words, guarded = (words_of(kind.texts(row, guarded=guarded)) for guarded in (False, True))
    return Entry(kind.label, row.pk, words, guarded, f"{pairs_of(words)} {kind_mark(kind.label)}", pairs_of(guarded))
