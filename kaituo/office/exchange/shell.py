"""A long import from the command line: the file stays where it lies, so the batch remembers its digest, and whoever goes on says the same again."""

from hashlib import sha256

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records

from . import longrun, tables
from .actions import Package, Progress
from .choices import BatchState
from .longtable import LongTable
from .mapping import TableMap
from .models import Batch
from .tables import Table


class NotTheSame(Exception):
    """The import that is to go on was of another file, was mapped otherwise, or has ended."""


def is_long(package: Package) -> bool:
    """Linked tables are whole or nothing, however long."""
    return len(package.tables) == 1 and package.tables[0][0].row_count > tables.LONG


def import_in_portions(package: Package, *, by: User, progress: Progress, dry_run: bool, leave_out: bool, go_on: int | None) -> Batch:
    """Raises ImportRefused, NotTheSame. With `dry_run` all rows are checked and the counts are said of a batch that is not kept."""
    table, table_map = package.tables[0]
    name = package.name

    def tell(what: str, done: int) -> None:
        progress(f"{name}: {what}", done, table.row_count)

    if dry_run:
        return _checked(Batch(name=name, leaves_out=leave_out), table, table_map, by, tell)
    batch = _begun(Batch(name=name, leaves_out=leave_out, row_count=table.row_count, in_portions=True), _digest(table, table_map), by, go_on)
    return longrun.run(batch, table, table_map, by, tell)


def _checked(batch: Batch, table: Table | LongTable, table_map: TableMap, by: User, tell: longrun.Tell) -> Batch:
    counts = longrun.check(batch, table, table_map, by, tell)
    batch.created_count, batch.changed_count, batch.same_count = counts["created"], counts["changed"], counts["unchanged"]
    batch.left_out_count = counts["left_out"]
    return batch


def _begun(batch: Batch, digest: str, by: User, go_on: int | None) -> Batch:
    if go_on is None:
        batch.digest = digest
        return records.create(batch, by=by)
    found = Batch.objects.filter(pk=go_on, digest=digest, state__in=(BatchState.RUNNING, BatchState.HALTED)).first()
    if found is None:
        raise NotTheSame
    found.state, found.faults = BatchState.RUNNING, []
    found.save(update_fields=["state", "faults"])
    return found


def _digest(table: Table | LongTable, table_map: TableMap) -> str:
    """Of what is imported and how: every row and the map."""
    total = sha256(repr((table_map.model._meta.label, table_map.key, sorted(table_map.sources.items()), table_map.mode)).encode())
    for portion in table.portions(longrun.PORTION):
        total.update(repr(portion.rows).encode())
    return total.hexdigest()
