"""What a message says of an event: no more than the subscription's person may see."""

import json
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from kaituo.foundation.identity.access import NoAccessDeclared, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.foundation.screens.columns import shown
from kaituo.foundation.screens.screen import url_of

OWN = "webhooks."
"""Messages about messages would never end."""


def message(event: Event, person: User) -> bytes | None:
    """The body as signed and sent; None when the person may not see the event's record."""
    row = subject_of(event, person)
    if row is None:
        return None
    subject = {"kind": event.subject_type, "id": event.subject_id, "text": str(row), "url": url_of(row)}
    said = {
        "type": event.name,
        "timestamp": event.at.isoformat(),
        "data": {"subject": subject, "by": str(event.actor), "changes": changes(event, row, person)},
    }
    return json.dumps(said, ensure_ascii=False).encode()


def subject_of(event: Event, person: User) -> Model | None:
    if event.subject_type.startswith(OWN):
        return None
    try:
        model = apps.get_model(event.subject_type)
        return visible(person, model._default_manager.filter(pk=event.subject_id)).first()
    except (LookupError, NoAccessDeclared):
        return None


def changes(event: Event, row: Model, person: User) -> dict[str, Any]:
    """{field: {then, now}} of the fields that people fill in and this person may read."""
    found = {}
    for name, (then, now) in event.changes.items():
        if _is_field(row, name) and shown(person, type(row), name) == Shows.FULL:
            found[name] = {"then": then, "now": now}
    return found


def _is_field(row: Model, name: str) -> bool:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return field.concrete and field.editable
