"""The verbs of the exchange centre: import a table or a package of linked tables, and undo what an import did."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.ledger import posted_at_the_end
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import BatchState, Deed
from .longtable import LongTable, open_table
from .mapping import TableMap, WrongMap, read_map
from .models import Batch
from .plan import Fault
from .tables import Table
from .together import import_table, refuse_too_many
from .undoing import put_back, runs_of, take_out
from .writing import KEPT_FAULTS, ImportRefused

NOTES = 1000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Package:
    """Linked tables that are imported together, in order."""

    name: str
    tables: list[tuple[Table | LongTable, TableMap]]


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
        tables.append((open_table(partial(path.open, "rb"), path.stat().st_size, path.name), table_map))
    return Package(said.get("name", folder.name), tables)


def import_package(
    package: Package, *, by: User, dry_run: bool = False, progress: Progress | None = None, batch: Batch | None = None, leaves_out: bool = False
) -> Batch:
    """All tables or none; with `leaves_out` without the rows that have errors. Raises ImportRefused with every fault found in the first table that has any.

    A batch that was uploaded before is taken over; one that another process has ended meanwhile is left as it is.
    """
    try:
        refuse_too_many(package.name, [table.row_count for table, _map in package.tables])
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


def _import_table(batch: Batch, table: Table | LongTable, table_map: TableMap, by: User, progress: Progress | None) -> None:
    name = table_map.file or str(table_map.model._meta.verbose_name_plural)
    tell = progress or (lambda *_said: None)
    tell(name, 0, table.row_count)
    import_table(batch, name, table, table_map, by, lambda done: tell(name, done, table.row_count))
    tell(name, table.row_count, table.row_count)


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
    for model, notes in runs_of(batch.rows.filter(deed=Deed.CHANGED).order_by("-pk").iterator(NOTES)):
        put_back(model, notes, by)
    for model, notes in runs_of(batch.rows.filter(deed=Deed.CREATED).order_by("-pk").iterator(NOTES)):
        take_out(model, [note.record_id for note in notes], by)
    batch.state = BatchState.UNDONE
    batch.save(update_fields=["state"])


@action(
    label=gettext_lazy("Undo this import"), says=events.BATCH_TAKEN_BACK, allow="undo", when="can_be_taken_back", icon="arrow-back-up", danger=True
)
def take_back(batch: Batch, *, by: User) -> None:
    """A long import is undone in the background, the newest rows first. From then on it cannot be gone on with: its file is let go."""
    file, batch.file, batch.digest = batch.file.name, "", ""
    batch.state, batch.faults = BatchState.UNDOING, []
    batch.save(update_fields=["state", "faults", "file", "digest"])
    if file:
        transaction.on_commit(partial(default_storage.delete, file))


def refuse_outsiders(by: User) -> None:
    """Only those who may import at all see the centre."""
    if not by.rights.reach("exchange.Batch", "create"):
        raise PermissionDenied(_("You are not allowed to import."))
