"""Goes through all records and puts right what the index says of them, piece by piece, while people work.

A piece is compared without holding anybody up; only what differs is written, with its records held and read anew, so that a change made meanwhile is
never overwritten by an older reading. The index is whole at every moment, and how far the walk came is kept: one that was cut off goes on from there.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .actions import Entry, entry_of, index, records_of
from .models import Document, Renewal
from .shelf import SHELF, Searchable

BATCH = 1000
FRESH = timedelta(hours=12)
"""A walk cut off longer ago begins anew."""


def rebuild(said: Callable[[str, int], None] = lambda _label, _count: None) -> int:
    """How many records were looked at; `said` hears it after every piece."""
    count, (label, after) = 0, _cut_off_at()
    for kind in [SHELF[name] for name in sorted(SHELF) if name >= label]:
        for looked_at, last in pieces(kind, after if kind.label == label else 0):
            count += looked_at
            Renewal.objects.update_or_create(pk=1, defaults={"label": kind.label, "after": last, "said_at": timezone.now()})
            said(kind.label, count)
    _drop_unknown_kinds()
    Renewal.objects.all().delete()
    return count


def _cut_off_at() -> tuple[str, int]:
    found = Renewal.objects.filter(said_at__gt=timezone.now() - FRESH).first()
    return (found.label, found.after) if found else ("", 0)


def pieces(kind: Searchable, after: int) -> Iterator[tuple[int, int]]:
    """(records looked at, the last id put right) of one piece after the other."""
    while True:
        ids = list(records_of(kind).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        entries = Document.objects.filter(model=kind.label, record_id__gt=after).order_by("record_id").values_list(*Entry._fields)
        held = [Entry(*entry) for entry in entries[:BATCH]]
        full = [some[-1] for some in (ids, [entry.record_id for entry in held]) if len(some) == BATCH]
        last = min(full, default=max([after, *ids, *(entry.record_id for entry in held)]))
        here = {pk for pk in ids if pk <= last}
        put_right(kind, {entry.record_id: entry for entry in held if entry.record_id <= last}, here)
        yield len(here), last
        if not full:
            return
        after = last


def put_right(kind: Searchable, held: dict[int, Entry], ids: set[int]) -> None:
    """Entries that are gone, missing or say something else. Only records that have an entry are read to be compared."""
    known = held.keys() & ids
    said = {row.pk: entry_of(kind, row) for row in records_of(kind).filter(pk__in=known)} if known else {}
    differing = (held.keys() ^ ids) | {pk for pk in known if held[pk] != said.get(pk)}
    if not differing:
        return
    with transaction.atomic():
        list(kind.model._default_manager.filter(pk__in=differing).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        index(kind.label, differing)


def _drop_unknown_kinds() -> None:
    """Of areas that are no longer installed."""
    unknown = Document.objects.exclude(model__in=SHELF).order_by("pk").values_list("pk", flat=True)
    while some := list(unknown[:BATCH]):
        Document.objects.filter(pk__in=some).delete()
