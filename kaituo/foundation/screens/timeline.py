"""The life of a record as people read it: labels and names instead of field names and keys, nothing that the reader's role may not see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.aliases import aliases_of
from kaituo.foundation.records.choices import SIGNS, Sign
from kaituo.foundation.records.discussion import Thread, threads_of
from kaituo.foundation.records.facts import COMMENTED, LINE_REMOVED, RECORD_ABSORBED, RECORD_CREATED
from kaituo.foundation.records.files import ALLOWED
from kaituo.foundation.records.models import Event, Record
from kaituo.foundation.ui import formats

from .columns import shown

SILENT = {LINE_REMOVED.name}
"""Facts whose sentence says it all."""
ICONS = {
    "record.created": "plus",
    "record.changed": "edit",
    "record.archived": "archive",
    "record.commented": "message",
    "record.file_attached": "paperclip",
}


@dataclass(frozen=True)
class Entry:
    event: Event
    changes: list[tuple[str, str, str]]
    thread: Thread | None
    icon: str


@dataclass(frozen=True)
class History:
    entries: list[Entry]
    older: int | None
    """The id before which more can be read."""
    reader: User
    may_comment: bool = False
    signs = [(sign, SIGNS[sign], label) for sign, label in Sign.choices]
    files_allowed = ",".join(ALLOWED)


def history(row: models.Model, user: User, size: int, before: int | None = None) -> History:
    """The newest events of the row and its lines, or those before an event."""
    ids = sorted((pk for part in told_of(row) for pk in _newest(part, size + 1, before)), reverse=True)[: size + 1]
    shown_events = list(Event.objects.filter(pk__in=ids[:size]).select_related("actor", "acting_for").order_by("-id"))
    may_comment = isinstance(row, Record) and may(user, "comment", row)
    return History(Reader(shown_events, user).entries(), ids[size - 1] if len(ids) > size else None, user, may_comment)


def told_of(row: models.Model) -> Iterator[QuerySet]:
    """Events about the row and what was merged into it, about its lines,
    and about lines that were taken off it: each part by itself, so that an index answers it from its end."""
    events = Event.objects.all()
    yield events.filter(subject_type=row._meta.label, subject_id=row.pk)
    if isinstance(row, Record) and (aliases := aliases_of(row)):
        yield events.filter(subject_type=row._meta.label, subject_id__in=aliases).exclude(name=RECORD_ABSORBED.name)
    for model, path in lines_of(type(row)):
        of_lines = events.filter(subject_type=model._meta.label)
        yield of_lines.filter(subject_id__in=list(model._default_manager.filter(**{path: row.pk}).values_list("pk", flat=True)))
        yield of_lines.filter(name=LINE_REMOVED.name, **{f"changes__{path}__0": row.pk})


def _newest(events: QuerySet, size: int, before: int | None) -> list[int]:
    older = events.filter(pk__lt=before) if before else events
    return list(older.order_by("-pk").values_list("pk", flat=True)[:size])


def lines_of(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Records whose access hangs on this one: (model, name of its foreign key)."""
    found = []
    for relation in model._meta.related_objects:
        access = getattr(relation.related_model, "access", None)
        if access is not None and access.via == relation.field.name and issubclass(relation.related_model, Record):
            found.append((relation.related_model, relation.field.name))
    return found


class Reader:
    """Turns events into entries; every name behind a key is read in one query per kind of record."""

    def __init__(self, events: list[Event], user: User) -> None:
        self.events, self.user = events, user

    def entries(self) -> list[Entry]:
        threads = threads_of(pk for event in self.events if (pk := _comment_of(event)))
        return [self.entry(event, threads.get(_comment_of(event))) for event in self.events if not _stands_above(event, threads)]

    def entry(self, event: Event, thread: Thread | None) -> Entry:
        changes = [] if event.name in SILENT else [each for name, pair in event.changes.items() if (each := self.change(event, name, *pair))]
        return Entry(event, changes, thread, ICONS.get(event.name, "history"))

    def change(self, event: Event, name: str, then: Any, now: Any) -> tuple[str, str, str] | None:
        field = self.field(event.subject_type, name)
        if field is None or (then is None and _is_birth(event)):
            return None
        if shown(self.user, field.model, name) != Shows.FULL:
            return None
        return capfirst(str(field.verbose_name)), self.text(field, then), self.text(field, now)

    def field(self, label: str, name: str) -> models.Field | None:
        try:
            field = apps.get_model(label)._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            return None
        return field if field.concrete and field.editable else None

    def text(self, field: models.Field, value: Any) -> str:
        if value is None or value == "":
            return ""
        if field.is_relation:
            return self.names.get(field.related_model, {}).get(value, str(value))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _written(field, value)

    @cached_property
    def names(self) -> dict[type[models.Model], dict[Any, str]]:
        wanted: dict[type[models.Model], set] = defaultdict(set)
        for event in self.events:
            for name, pair in event.changes.items():
                field = self.field(event.subject_type, name)
                if field is not None and field.is_relation:
                    wanted[field.related_model] |= {value for value in pair if value is not None}
        return {model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)} for model, ids in wanted.items()}


def _comment_of(event: Event) -> int:
    return int(event.inputs.get("comment") or 0) if event.name == COMMENTED.name else 0


def _stands_above(event: Event, threads: dict[int, Thread]) -> bool:
    """A thread stands where it was last spoken in, whole."""
    thread = threads.get(_comment_of(event))
    return thread is not None and thread.newest != _comment_of(event)


def _is_birth(event: Event) -> bool:
    """Whether the record came to be by this event, whatever that is called: what it began with stands on its page."""
    return event.name == RECORD_CREATED.name or ("id" in event.changes and event.changes["id"][0] is None)


def _written(field: models.Field, value: Any) -> str:
    """A plain value as JSON kept it, in the reader's way of writing."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateTimeField):
        instant: datetime | None = parse_datetime(str(value))
        return formats.instant(instant) if instant else str(value)
    if isinstance(field, models.DateField):
        day: date | None = parse_date(str(value))
        return formats.day(day) if day else str(value)
    if isinstance(field, models.DecimalField):
        return formats.number(value)
    return str(value)
