"""Keeps the index in step with the records: many at a time, one read and one write per kind."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model, QuerySet

from .models import Document
from .shelf import SHELF, Searchable
from .words import kind_mark, pairs_of, words_of

BATCH = 1000
INDEXED = ["words", "guarded_words", "pairs", "guarded_pairs"]


def index(label: str, ids: Iterable[int]) -> None:
    """Write what these records are found by; those put away or gone leave the index."""
    kind, ids = SHELF[label], set(ids)
    documents = [_document(kind, row) for row in _rows(kind).filter(pk__in=ids)]
    gone = ids - {document.record_id for document in documents}
    if gone:
        Document.objects.of(label, gone).delete()
    _write(documents)


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; how many records it now holds."""
    Document.objects.all().delete()
    count = 0
    for kind in SHELF.values():
        for batch in _batches(_rows(kind)):
            _write([_document(kind, row) for row in batch])
            count += len(batch)
    return count


def _rows(kind: Searchable) -> QuerySet:
    rows = kind.model._default_manager.select_related(*kind.relations)
    return rows.active() if hasattr(rows, "active") else rows


def _batches(rows: QuerySet) -> Iterator[list[Model]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _document(kind: Searchable, row: Model) -> Document:
    words, guarded = (words_of(kind.texts(row, guarded=guarded)) for guarded in (False, True))
    pairs = f"{pairs_of(words)} {kind_mark(kind.label)}"
    return Document(model=kind.label, record_id=row.pk, words=words, guarded_words=guarded, pairs=pairs, guarded_pairs=pairs_of(guarded))


def _write(documents: list[Document]) -> None:
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["model", "record_id"], update_fields=INDEXED, batch_size=BATCH)
