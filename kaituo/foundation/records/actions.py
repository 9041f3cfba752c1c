"""The verbs that every kind of record has: create, change, archive, restore. Forms, imports and the API call these, so nothing slips round the audit."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from . import clock
from .bells import ring
from .changes import difference, held, snapshot
from .facts import LINE_REMOVED, RECORD_ARCHIVED, RECORD_CHANGED, RECORD_CREATED, RECORD_RESTORED, Fact
from .log import state, state_many
from .models import Record
from .numbering import taken_together
from .verbs import action, lock, refuse_stale

BATCH = 1000


@transaction.atomic
def create(row: models.Model, *, by: User, says: Fact = RECORD_CREATED, inputs: dict[str, Any] | None = None) -> models.Model:
    """Write a new row and its event.

    Raises PermissionDenied when the person may not create such a row, or not one that ends up outside her reach; ValidationError when it is not valid.
    """
    refuse_creation(type(row), by)
    row.full_clean()
    _sign(row, by)
    row.save()
    _refuse_out_of_reach(row, by)
    ring([state(says, row, by=by, changes=difference({}, snapshot(row)), inputs=inputs)])
    return row


@transaction.atomic
def create_many(rows: list[models.Model], *, by: User, says: Fact = RECORD_CREATED) -> list[models.Model]:
    """Write many valid rows of one model, with their events, in few statements. Access is asked once for the set."""
    if not rows:
        return rows
    model = type(rows[0])
    refuse_creation(model, by)
    with taken_together(len(rows)):
        for row in rows:
            _sign(row, by)
            if isinstance(row, Record):
                row.prepare()
                row.version = 1
    model._default_manager.bulk_create(rows, batch_size=BATCH)
    reached = access.visible(by, model._default_manager.filter(pk__gte=min(row.pk for row in rows)), "create").count()
    if reached < len(rows):
        raise PermissionDenied(_("Some of these records would belong to people outside your reach."))
    ring(state_many(says, rows, by=by))
    return rows


@transaction.atomic
def change(row: models.Model, values: dict[str, Any], *, by: User, version: int | None = None, says: Fact = RECORD_CHANGED) -> models.Model:
    """Set fields of a row. Raises Stale when the row has moved on since `version`; does nothing when nothing differs."""
    lock(row)
    refuse_stale(row, version)
    if not access.may(by, "change", row):
        raise PermissionDenied(_("You are not allowed to change this record."))
    before, was = snapshot(row), held(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    if held(row) != was:
        row.save()
        _refuse_out_of_sight(row, by)
        ring([state(says, row, by=by, changes=difference(before, snapshot(row)))])
    return row


@transaction.atomic
def change_many(rows: Iterable[models.Model], values: dict[str, Any], *, by: User) -> int:
    """Set the same fields of many rows; all or none. Returns how many differed."""
    changed = 0
    for row in rows:
        version = getattr(row, "version", 0)
        change(row, values, by=by)
        changed += getattr(row, "version", 1) > version
    return changed


def count_version(row: models.Model) -> None:
    """Its lines changed: whoever still looks at the lines of before must not write over them."""
    if isinstance(row, Record):
        row.refresh_from_db(fields=["version"])
        row.save(update_fields=[])


@transaction.atomic
def remove_line(line: models.Model, *, by: User) -> None:
    """Take a line off its parent's form. The event keeps what it said; records of their own are archived instead."""
    lock(line)
    if not access.may(by, "change", line):
        raise PermissionDenied(_("You are not allowed to change this record."))
    event = state(LINE_REMOVED, line, by=by, changes={name: [value, None] for name, value in snapshot(line).items()})
    line.delete()
    ring([event])


@action(label=gettext_lazy("Archive"), says=RECORD_ARCHIVED, when="is_active", icon="archive", danger=True)
def archive(record: Record, *, by: User) -> None:
    """Put the record away. It leaves lists and search, keeps its history, and can be restored."""
    record.archived_at = clock.now()
    record.save(update_fields=["archived_at"])


@action(label=gettext_lazy("Restore"), says=RECORD_RESTORED, allow="archive", when="is_archived", icon="archive-off")
def restore(record: Record, *, by: User) -> None:
    record.archived_at = None
    record.save(update_fields=["archived_at"])


def refuse_creation(model: type[models.Model], by: User) -> None:
    if not access.may(by, "create", model):
        raise PermissionDenied(_("You are not allowed to create: %(kind)s") % {"kind": model._meta.verbose_name})


def _sign(row: models.Model, by: User) -> None:
    if isinstance(row, Record):
        row.created_by = by


def _refuse_out_of_reach(row: models.Model, by: User) -> None:
    if not access.may(by, "create", row):
        raise PermissionDenied(_("This record would belong to someone outside your reach."))


def _refuse_out_of_sight(row: models.Model, by: User) -> None:
    """Nobody loses a record by giving it away by mistake: handing over is a verb of its own."""
    if not access.may(by, "view", row):
        raise PermissionDenied(_("After this change you could no longer see the record. Hand it over instead."))
