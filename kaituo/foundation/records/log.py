"""Writes events. Only verbs and the reads that matter (exports, revealed fields) come here."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db.models import Model

from kaituo.foundation.identity.access import acting_for
from kaituo.foundation.identity.models import User

from .changes import plain
from .facts import Fact
from .models import Event
from .moulds import Mould
from .writing import insert_many

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


def describe(fact: Fact, row: Model, *, by: User, changes: dict[str, list] | None = None, inputs: dict[str, Any] | None = None) -> Event:
    """An event not yet written."""
    return Event(**_said(fact, row, by, changes, inputs))


def _said(fact: Fact, row: Model, by: User, changes: dict[str, list] | None, inputs: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "name": fact.name,
        "subject_type": row._meta.label,
        "subject_id": row.pk,
        "subject_text": str(row)[:200],
        "actor": by,
        "acting_for_id": acting_for(by, row),
        "changes": changes or {},
        "inputs": _kept(_logged(row, inputs)) if inputs else {},
        "request_id": REQUEST_ID.get(),
    }


def _logged(row: Model, inputs: dict[str, Any]) -> dict[str, Any]:
    """What the kind of record keeps out of every log stays out when it is the input of a verb, too."""
    quiet = getattr(type(row), "unlogged", ())
    return {name: value for name, value in inputs.items() if name not in quiet}


def _kept(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs as JSON; of a record its id and, for the sentence, its text as `<name>_text`."""
    texts = {f"{name}_text": str(value) for name, value in inputs.items() if isinstance(value, Model)}
    return plain(inputs) | texts


def state(fact: Fact, row: Model, *, by: User, changes: dict[str, list] | None = None, inputs: dict[str, Any] | None = None) -> Event:
    """Write one event about the row."""
    event = describe(fact, row, by=by, changes=changes, inputs=inputs)
    event.save()
    return event


def state_many(fact: Fact, rows: Iterable[Model], *, by: User, inputs: dict[str, Any] | None = None) -> list[Event]:
    """Write the same fact about many rows in few statements. Whoever reacts at once is handed the rows as they were written."""
    mould = Mould(Event)
    told = []
    for row in rows:
        event = mould.cast(_said(fact, row, by, None, inputs))
        event.row = row
        told.append(event)
    return keep(told)


def keep(events: list[Event]) -> list[Event]:
    """Write events that were described."""
    insert_many(events)
    return events
