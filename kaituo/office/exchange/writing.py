"""Writes what was planned, in as few statements as the rules allow, and notes row by row what was done."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import sets
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.moulds import Mould
from kaituo.foundation.records.writing import insert_values
from kaituo.team.allocation.direct import pools_open_to, straight_into
from kaituo.team.allocation.models import Pool

from .choices import Deed
from .models import Batch, BatchRow
from .plan import Fault, Plan, Planned

KEPT_FAULTS = 500
BATCH = 1000


class ImportRefused(ValidationError):
    """Nothing was written; `faults` says what is wrong, table by table."""

    def __init__(self, faults: dict[str, list[Fault]]) -> None:
        super().__init__(_("The import was refused: %(count)s errors.") % {"count": sum(len(found) for found in faults.values())})
        self.faults = faults


def write(batch: Batch, plan: Plan, by: User, tell: Callable[[int], None]) -> None:
    """`tell`: how many rows are done. Raises ImportRefused."""
    name = plan.table_map.file or str(plan.table_map.model._meta.verbose_name_plural)
    _remember_left_out(batch, name, plan)
    try:
        with straight_into(_pool_of(batch, by)):
            _write(batch, plan, by, tell)
    except (PermissionDenied, IntegrityError) as error:
        raise ImportRefused({name: [Fault(0, "", "", _sentence(error))]}) from error
    batch.same_count += plan.same


def _pool_of(batch: Batch, by: User) -> Pool | None:
    """Raises PermissionDenied when she may no longer lay customers there."""
    if batch.pool_id is None:
        return None
    if batch.pool not in pools_open_to(by):
        raise PermissionDenied(_("You may not put customers straight into this pool."))
    return batch.pool


def _sentence(error: Exception) -> str:
    if isinstance(error, PermissionDenied):
        return str(error)
    return _("A row repeats something that may stand only once, such as a number or an e-mail address.")


def _write(batch: Batch, plan: Plan, by: User, tell: Callable[[int], None]) -> None:
    done = 0
    mould = Mould(plan.table_map.model)
    _make_missing(batch, plan, by)
    for wave in waves(plan):
        for start in range(0, len(wave), BATCH):
            created = [_built(plan, planned, mould) for planned in wave[start : start + BATCH]]
            records.create_many(created, by=by)
            _note(batch, created, Deed.CREATED)
            done += len(created)
            tell(done)
    for start in range(0, len(plan.changes), BATCH):
        _change(batch, plan, plan.changes[start : start + BATCH], by)
        tell(min(done + start + BATCH, done + len(plan.changes)))
    batch.created_count += len(plan.creates)
    batch.changed_count += len(plan.changes)


def _make_missing(batch: Batch, plan: Plan, by: User) -> None:
    """What rows name and nobody has entered, kind by kind."""
    for model in dict.fromkeys(type(row) for row in plan.made):
        rows = [row for row in plan.made if type(row) is model]
        records.create_many(rows, by=by)
        _note(batch, rows, Deed.CREATED)
        batch.created_count += len(rows)


def _remember_left_out(batch: Batch, name: str, plan: Plan) -> None:
    numbers = {fault.row for fault in plan.faults}
    batch.left_out_count += len(numbers)
    batch.faults = [*batch.faults, *(asdict(fault) | {"table": name} for fault in plan.faults)][:KEPT_FAULTS]


def _change(batch: Batch, plan: Plan, some: list[Planned], by: User) -> None:
    """Together; where the rules refuse one of them, one by one, so that the row can be named."""
    model = plan.table_map.model
    notes = [(batch.pk, model._meta.label, planned.row.pk, str(Deed.CHANGED), _before(plan, planned)) for planned in some]
    ids = [planned.row.pk for planned in some]
    seen = visible(by, model._default_manager.filter(pk__in=ids)).count()
    try:
        with transaction.atomic():
            sets.change_each(model, {planned.row.pk: planned.values for planned in some}, by=by)
            if visible(by, model._default_manager.filter(pk__in=ids)).count() < seen:
                raise PermissionDenied
    except (PermissionDenied, ValidationError):
        for planned in some:
            _changed(plan, planned, by)
    insert_values(BatchRow, ("batch", "model", "record_id", "deed", "before"), notes)


def _before(plan: Plan, planned: Planned) -> dict[str, Any]:
    return {name: plain(getattr(planned.row, plan.table_map.field(name).attname)) for name in planned.values}


def _changed(plan: Plan, planned: Planned, by: User) -> None:
    try:
        records.change(planned.row, planned.values, by=by)
    except (PermissionDenied, ValidationError) as error:
        said = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise ImportRefused({plan.table_map.file: [Fault(planned.number, "", str(planned.row), said)]}) from error


def waves(plan: Plan) -> list[list[Planned]]:
    """Rows that wait for another row of the same table come after it. Raises ImportRefused when they wait for one another in a circle."""
    key = plan.table_map.key[0]
    waiting, result = list(plan.creates), []
    there: set[str] = set()
    while waiting:
        ready = [planned for planned in waiting if not planned.waits_for or planned.waits_for in there]
        if not ready:
            text = waiting[0].waits_for
            fault = Fault(waiting[0].number, str(plan.table_map.field(key).verbose_name), text, _("These rows stand above one another in a circle."))
            raise ImportRefused({plan.table_map.file: [fault]})
        result.append(ready)
        there |= {str(planned.values.get(key)) for planned in ready}
        numbers = {planned.number for planned in ready}
        waiting = [planned for planned in waiting if planned.number not in numbers]
    return result


def _built(plan: Plan, planned: Planned, mould: Mould) -> models.Model:
    table_map = plan.table_map
    if planned.waits_for:
        name = next(name for name in planned.values if table_map.field(name).related_model is table_map.model)
        path = table_map.sources[name].by or "pk"
        planned.values[name] = table_map.model._default_manager.get(**{path: planned.waits_for})
    row = mould.cast(planned.values)
    try:
        row.clean()
    except ValidationError as error:
        message = "; ".join(error.messages)
        raise ImportRefused({table_map.file: [Fault(planned.number, "", "", message)]}) from error
    return row


def _note(batch: Batch, rows: list[models.Model], deed: Deed, before: dict[str, Any] | None = None) -> None:
    notes = [(batch.pk, row._meta.label, row.pk, str(deed), before or {}) for row in rows]
    insert_values(BatchRow, ("batch", "model", "record_id", "deed", "before"), notes)
