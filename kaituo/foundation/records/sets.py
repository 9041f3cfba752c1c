"""Changing many rows at once, each to values of its own, in few statements: the same access, events and reactions as one by one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from . import clock
from .bells import ring
from .changes import difference, held, snapshot
from .facts import RECORD_CHANGED, Fact
from .log import describe, keep
from .models import Event, Record
from .models.record import DERIVED

BATCH = 1000
Values = dict[int, dict[str, Any]]


@transaction.atomic
def change_each(model: type[models.Model], values: Values, *, by: User, says: Fact = RECORD_CHANGED) -> int:
    """{id: {field: value}} of rows of one model, all or none; ids that are gone are left out. Returns how many rows differed.

    Raises PermissionDenied when one of them may not be changed, ValidationError for a value that its field refuses. What the database alone can judge
    (a number taken twice) it judges: IntegrityError.
    """
    rows = list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=values).order_by("pk"))
    _refuse_what_is_out_of_reach(model, rows, by)
    told: list[Event] = []
    fields: set[str] = set()
    changed = []
    for row in rows:
        before, was = snapshot(row), held(row)
        _set(row, values[row.pk])
        if differing := difference(was, held(row)):
            told.append(describe(says, row, by=by, changes=difference(before, snapshot(row))))
            changed.append(row)
            fields |= differing.keys()
    _write(model, changed, fields)
    ring(keep(told))
    return len(changed)


def _refuse_what_is_out_of_reach(model: type[models.Model], rows: list[models.Model], by: User) -> None:
    reached = access.visible(by, model._default_manager.filter(pk__in=[row.pk for row in rows]), "change").count()
    if reached < len(rows):
        raise PermissionDenied(_("You are not allowed to change this record."))


def _set(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    row.clean()
    if isinstance(row, Record):
        row.prepare()


def _write(model: type[models.Model], rows: list[models.Model], fields: set[str]) -> None:
    if not rows:
        return
    stamps = set()
    if issubclass(model, Record):
        stamps = {"version", "updated_at"} | DERIVED & {field.name for field in model._meta.concrete_fields}
        for row in rows:
            row.version, row.updated_at = row.version + 1, clock.now()
    model._default_manager.bulk_update(rows, sorted(fields | stamps), batch_size=BATCH)
