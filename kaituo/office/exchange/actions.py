"""The verbs of the exchange centre: import a table or a package of linked tables, and undo what an import did."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.ledger import posted_at_the_end
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import sets
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.foundation.records.writing import insert_values

from . import events
from .choices import BatchState, Deed
from .files import Table, read_table
from .mapping import TableMap, WrongMap, read_map
from .models import Batch, BatchRow
from .plan import Fault, Plan, Planned, Planner
from .undoing import put_back, runs_of, take_out

KEPT_FAULTS = 500
BATCH = 1000
Progress = Callable[[str, int, int], None]


class ImportRefused(ValidationError):
    """Nothing was written; `faults` says what is wrong, table by table."""

    def __init__(self, faults: dict[str, list[Fault]]) -> None:
        super().__init__(_("The import was refused: %(count)s errors.") % {"count": sum(len(found) for found in faults.values())})
        self.faults = faults


@dataclass(frozen=True)
class Package:
    """Linked tables that are imported together, in order."""

    name: str
    tables: list[tuple[Table, TableMap]]


def read_package(folder: Path) -> Package:
    """A folder with `map.json` and its files. Raises WrongMap, UnreadableFile."""
    try:
        said = json.loads((folder / "map.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise WrongMap(_("%(folder)s has no readable map.json: %(error)s") % {"folder": folder.name, "error": error}) from error
    tables = []
    for each in said["tables"]:
        table_map = read_map(each)
        path = folder / Path(each["file"]).name
        if not path.is_file():
            raise WrongMap(_("The package has no file %(file)s.") % {"file": each["file"]})
        tables.append((read_table(path.read_bytes(), path.name), table_map))
    return Package(said.get("name", folder.name), tables)


def import_package(
    package: Package, *, by: User, dry_run: bool = False, progress: Progress | None = None, batch: Batch | None = None, leaves_out: bool = False
) -> Batch:
    """All tables or none; with `leaves_out` without the rows that have errors. Raises ImportRefused with every fault found in the first table that has any.

    A batch that was uploaded before is taken over; one that another process has ended meanwhile is left as it is.
    """
    try:
        with transaction.atomic():
            with _told_of_the_whole(package), posted_at_the_end():
                batch = _begun(batch) if batch else records.create(Batch(name=package.name, leaves_out=leaves_out), by=by)
                if batch.state != BatchState.RUNNING:
                    return batch
                for table, table_map in package.tables:
                    if not (table_map.only_if_none and table_map.model._default_manager.exists()):
                        _import_table(batch, table, table_map, by, progress)
                _finish(batch, by)
            if dry_run:
                transaction.set_rollback(True)
    except ImportRefused as refusal:
        _remember_refusal(package, refusal, by, dry_run, batch)
        raise
    return batch


@contextmanager
def _told_of_the_whole(package: Package) -> Iterator[None]:
    """What the ledger refuses at the end, such as an amount without its exchange rate, is a fault of the import like any other."""
    try:
        yield
    except Refused as refusal:
        raise ImportRefused({package.name: [Fault(0, "", "", refusal.sentence)]}) from refusal


def _begun(batch: Batch) -> Batch:
    """Held until the end, so that two processes never import the same batch."""
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _import_table(batch: Batch, table: Table, table_map: TableMap, by: User, progress: Progress | None) -> None:
    name = table_map.file or str(table_map.model._meta.verbose_name_plural)
    tell = progress or (lambda *_said: None)
    tell(name, 0, len(table.rows))
    plan = Planner(table, table_map, by).run()
    if plan.faults and not (batch.leaves_out and not plan.is_hopeless):
        raise ImportRefused({name: plan.faults})
    _remember_left_out(batch, name, plan)
    try:
        _write(batch, plan, by, lambda done: tell(name, done, len(table.rows)))
    except (PermissionDenied, IntegrityError) as error:
        raise ImportRefused({name: [Fault(0, "", "", _sentence(error))]}) from error
    batch.same_count += plan.same
    tell(name, len(table.rows), len(table.rows))


def _sentence(error: Exception) -> str:
    if isinstance(error, PermissionDenied):
        return str(error)
    return _("A row repeats something that may stand only once, such as a number or an e-mail address.")


def _write(batch: Batch, plan: Plan, by: User, tell: Callable[[int], None]) -> None:
    done = 0
    _make_missing(batch, plan, by)
    for wave in waves(plan):
        for start in range(0, len(wave), BATCH):
            created = [_built(plan, planned) for planned in wave[start : start + BATCH]]
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


def _built(plan: Plan, planned: Planned) -> models.Model:
    table_map = plan.table_map
    if planned.waits_for:
        name = next(name for name in planned.values if table_map.field(name).related_model is table_map.model)
        path = table_map.sources[name].by or "pk"
        planned.values[name] = table_map.model._default_manager.get(**{path: planned.waits_for})
    row = table_map.model(**planned.values)
    try:
        row.clean()
    except ValidationError as error:
        message = "; ".join(error.messages)
        raise ImportRefused({table_map.file: [Fault(planned.number, "", "", message)]}) from error
    return row


def _note(batch: Batch, rows: list[models.Model], deed: Deed, before: dict[str, Any] | None = None) -> None:
    notes = [(batch.pk, row._meta.label, row.pk, str(deed), before or {}) for row in rows]
    insert_values(BatchRow, ("batch", "model", "record_id", "deed", "before"), notes)


def _finish(batch: Batch, by: User) -> None:
    batch.state, batch.ended_at = BatchState.DONE, timezone.now()
    batch.save()
    counts = {"created": batch.created_count, "changed": batch.changed_count}
    ring([state(events.BATCH_IMPORTED, batch, by=by, inputs=counts)])


def _remember_refusal(package: Package, refusal: ImportRefused, by: User, dry_run: bool, batch: Batch | None) -> None:
    """A refused import is kept with its errors, so that they can be looked at and downloaded."""
    if dry_run:
        return
    faults = [asdict(fault) | {"table": name} for name, found in refusal.faults.items() for fault in found[:KEPT_FAULTS]]
    if batch is None or batch.pk is None or not Batch.objects.filter(pk=batch.pk).exists():
        records.create(Batch(name=package.name, state=BatchState.REFUSED, faults=faults, ended_at=timezone.now()), by=by)
        return
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.REFUSED, faults=faults, ended_at=timezone.now())


@action(label=gettext_lazy("Undo this import"), says=events.BATCH_UNDONE, when="can_be_undone", icon="arrow-back-up", danger=True)
def undo(batch: Batch, *, by: User) -> None:
    """Take out what it created and put back what it changed. Refused as a whole when later work stands on it."""
    for model, notes in runs_of(batch.rows.filter(deed=Deed.CHANGED).order_by("-pk")):
        put_back(model, notes, by)
    for model, notes in runs_of(batch.rows.filter(deed=Deed.CREATED).order_by("-pk")):
        take_out(model, [note.record_id for note in notes], by)
    batch.state = BatchState.UNDONE
    batch.save(update_fields=["state"])


def refuse_outsiders(by: User) -> None:
    """Only those who may import at all see the centre."""
    if not by.rights.reach("exchange.Batch", "create"):
        raise PermissionDenied(_("You are not allowed to import."))
