"""At which instant an entry came to count. The ledger keeps days; what happened to the record behind an entry was written down to the second.

It is the first event about the record in which its day was set or its state moved. Where that was written on another day, or nobody wrote it down, only the day is
known, and it counts as the end of that day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from django.apps import apps
from django.utils import timezone

from kaituo.foundation.identity.access import access_of
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.models import Event
from kaituo.foundation.ui import formats

MOVES = {"state", "status", "stage"}
Subject = tuple[str, int]


def moments_of(entries: Iterable[Entry]) -> dict[int, datetime]:
    """{entry: its instant}, in two queries per kind of record."""
    listed = list(entries)
    subjects = _subjects(listed)
    moved = _moved({subject for subject in subjects.values()})
    return {entry.pk: _moment(entry, moved.get(subjects[entry.pk], ())) for entry in listed}


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def is_exact(moment: datetime) -> bool:
    """Whether more than the day is known."""
    return timezone.localtime(moment).time() != time(23, 59, 59)


def when(moment: datetime) -> str:
    """As people read it: the instant, or the day where only that is known."""
    return formats.instant(moment) if is_exact(moment) else formats.day(timezone.localdate(moment))


def _moment(entry: Entry, events: Iterable[tuple[datetime, dict]]) -> datetime:
    day = entry.earned_on.isoformat()
    found = next((at for at, changes in events if MOVES & changes.keys() or any(pair[1] == day for pair in changes.values())), None)
    return found if found is not None and timezone.localdate(found) == entry.on else end_of(entry.on)


def _subjects(entries: list[Entry]) -> dict[int, Subject]:
    """The record that events tell of: of the line of an order the order."""
    of_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_kind[entry.source_type].append(entry)
    found: dict[int, Subject] = {}
    for kind, rows in of_kind.items():
        model = apps.get_model(kind)
        path = access_of(model).via
        if not path:
            found |= {row.pk: (kind, row.source_id) for row in rows}
            continue
        above = model._meta.get_field(path.split("__")[0]).related_model
        parents = dict(model._default_manager.filter(pk__in=[row.source_id for row in rows]).values_list("pk", path.split("__")[0]))
        found |= {row.pk: (above._meta.label, parents.get(row.source_id, 0)) for row in rows}
    return found


def _moved(subjects: set[Subject]) -> dict[Subject, list[tuple[datetime, dict]]]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in subjects:
        by_kind[kind].add(pk)
    found: dict[Subject, list[tuple[datetime, dict]]] = defaultdict(list)
    for kind, ids in by_kind.items():
        rows = Event.objects.filter(subject_type=kind, subject_id__in=ids).exclude(changes={}).order_by("pk")
        for pk, at, changes in rows.values_list("subject_id", "at", "changes"):
            found[kind, pk].append((at, changes))
    return found
