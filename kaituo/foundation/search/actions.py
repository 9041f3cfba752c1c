"""Keeps the index in step with the records: many at a time, one read and one write per kind."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from .models import Document
from .shelf import SHELF, Searchable
from .words import kind_mark, pairs_of, words_of

BATCH = 1000
INDEXED = ["words", "guarded_words", "pairs", "guarded_pairs"]


def index(label: str, ids: Iterable[int]) -> None:
    """Write what these records are found by; those put away or gone leave the index. The caller's transaction holds the records."""
    kind, ids = SHELF[label], set(ids)
    documents = [document_of(kind, row) for row in records_of(kind).filter(pk__in=ids)]
    gone = ids - {document.record_id for document in documents}
    if gone:
        Document.objects.of(label, gone).delete()
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["model", "record_id"], update_fields=INDEXED, batch_size=BATCH)


def records_of(kind: Searchable) -> QuerySet:
    """Those that can be found, with everything that their words are taken from."""
    rows = kind.model._default_manager.select_related(*kind.relations)
    return rows.active() if hasattr(rows, "active") else rows


def document_of(kind: Searchable, row: Model) -> Document:
    words, guarded = (words_of(kind.texts(row, guarded=guarded)) for guarded in (False, True))
    pairs = f"{pairs_of(words)} {kind_mark(kind.label)}"
    return Document(model=kind.label, record_id=row.pk, words=words, guarded_words=guarded, pairs=pairs, guarded_pairs=pairs_of(guarded))
