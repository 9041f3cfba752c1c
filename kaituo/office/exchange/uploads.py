"""An import through the browser: the file is taken in, checked as often as its mapping changes, run here or in the background, and let go when it is done."""

from contextlib import nullcontext, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.screen import Screen

from . import longrun, progress, tables
from .actions import ImportRefused, Package, import_package, read_package
from .archives import read_zip
from .checking import Check
from .choices import BatchState
from .longtable import LongTable, is_streamed, open_table
from .mapping import Source, WrongMap, guess_map
from .models import Batch
from .plan import Fault
from .sheets import offered_fields
from .tables import Table, UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_TEXT = 1024 * MEGABYTE
"""Of a file that is read a portion at a time."""
INLINE = 2000
"""More rows than this are imported in the background."""
SHIPPED = Path(__file__).resolve().parent / "data"
EXAMPLE = "classicmodels"
LATELY = 20


class Cancelled(Exception):
    """The person has thought better of it; the transaction ends without a trace."""


def take_in(file: UploadedFile, screen: Screen, *, by: User) -> Batch:
    """Raises UnreadableFile, WrongMap, Refused; nothing is kept then."""
    _refuse_too_large(file, LARGEST_TEXT if is_streamed(file.name) else LARGEST)
    table = open_table(lambda: nullcontext(file), file.size, file.name)
    batch = Batch(name=file.name[:200], slug=screen.slug, state=BatchState.UPLOADED, headings=table.headings, row_count=table.row_count)
    batch.in_portions = table.row_count > tables.LONG
    batch.mapping = _usual_mapping(screen, table, by)
    return keep(batch, file, by)


def take_in_package(file: UploadedFile, *, by: User) -> Batch:
    _refuse_too_large(file, LARGEST)
    package = read_zip(file.read(), file.name)
    count = sum(table.row_count for table, _map in package.tables)
    return keep(Batch(name=package.name, state=BatchState.UPLOADED, row_count=count), file, by)


def _refuse_too_large(file: UploadedFile, most: int) -> None:
    if file.size > most:
        size = most // MEGABYTE
        raise Refused(_("The file is larger than %(size)s MB. Save it as CSV, split it, or use `kaituo import` on the server.") % {"size": size})


def keep(batch: Batch, file: File, by: User) -> Batch:
    batch.created_by = by
    records.create(batch, by=by)
    file.seek(0)
    batch.file.save(f"{batch.pk}{Path(file.name).suffix.lower()[:10]}", file, save=False)
    batch.save(update_fields=["file"])
    return batch


def _usual_mapping(screen: Screen, table: Table | LongTable, by: User) -> dict[str, Any]:
    """As it was done with the same headings before, else as the headings suggest. A column with reasons, as the workbook of errors has, changes nothing."""
    headings = [heading for heading in table.headings if heading != _("Reason")]
    done = Batch.objects.filter(created_by=by, slug=screen.slug).exclude(mapping={}).exclude(state=BatchState.UPLOADED).order_by("-pk")
    before = next((batch for batch in done[:LATELY] if batch.headings == headings), None)
    if before:
        return before.mapping
    guessed = guess_map(screen.model, headings)
    fields = set(offered_fields(screen, by))
    return {name: _column(source) for name, source in guessed.sources.items() if name in fields}


def _column(source: Source) -> str | list[str]:
    return source.columns[0] if len(source.columns) == 1 else list(source.columns)


def begin(batch: Batch, *, by: User) -> bool:
    """Mark it as running. False when there are so many rows that it should run in the background."""
    batch.state, batch.faults, batch.ended_at = BatchState.RUNNING, [], None
    batch.save(update_fields=["state", "faults", "ended_at"])
    progress.forget(batch)
    progress.say(batch, batch.done_rows, batch.row_count)
    return batch.row_count <= INLINE


def run(batch: Batch, *, by: User) -> None:
    """Import what was uploaded. A refusal is kept in the batch; the file is removed when all is well. Cancelled, nothing of it is written."""
    try:
        done = _run_in_portions(batch, by) if batch.in_portions else _run_at_once(batch, by)
    except (ImportRefused, Cancelled, UnreadableFile, WrongMap) as error:
        _leave(batch, error)
        return
    if done.state == BatchState.DONE:
        let_go(done)


def _run_at_once(batch: Batch, by: User) -> Batch:
    before: dict[str, int] = {}

    def tell(name: str, done: int, total: int) -> None:
        if progress.is_to_stop(batch):
            raise Cancelled
        before[name] = done
        progress.say(batch, sum(before.values()), batch.row_count)

    return import_package(_package(batch, by), by=by, progress=tell, batch=batch)


def _run_in_portions(batch: Batch, by: User) -> Batch:
    check = Check(batch, by)
    return longrun.run(batch, check.table, check.map, by, _told(batch))


def _told(batch: Batch) -> longrun.Tell:
    def tell(what: str, done: int) -> None:
        if progress.is_to_stop(batch):
            raise Cancelled
        progress.say(batch, done, batch.row_count, what)

    return tell


def _leave(batch: Batch, error: Exception) -> None:
    """What was written in portions stays, to be gone on with or undone; of any other import nothing stays."""
    rows = Batch.objects.filter(pk=batch.pk)
    midway = rows.filter(done_rows__gt=0).exists()
    if isinstance(error, Cancelled):
        rows.update(state=BatchState.HALTED if midway else BatchState.UPLOADED)
    elif isinstance(error, UnreadableFile | WrongMap):
        faults = [asdict(Fault(0, "", "", str(error))) | {"table": batch.name}]
        rows.update(state=BatchState.HALTED if midway else BatchState.REFUSED, faults=faults, ended_at=timezone.now())
    progress.forget(batch)


def take_back(batch: Batch, *, by: User) -> None:
    """Of an import in portions. Where it cannot go on the batch says why."""
    progress.forget(batch)
    total = batch.rows.count()
    with suppress(Refused):
        longrun.take_back(batch, by, lambda _what, done: progress.say(batch, done, total, longrun.TAKEN_BACK))
    progress.forget(batch)


def let_go(batch: Batch) -> None:
    """The file has served."""
    if batch.file:
        batch.file.delete(save=False)
        batch.file = ""
        batch.save(update_fields=["file"])
    progress.forget(batch)


def _package(batch: Batch, by: User) -> Package:
    if batch.slug:
        check = Check(batch, by)
        return Package(batch.name, [(check.table, check.map)])
    with batch.file.open("rb") as file:
        return read_zip(file.read(), batch.name)


def shipped(*, by: User) -> Batch:
    """The example company that comes with the product. Raises ImportRefused."""
    return import_package(read_package(SHIPPED / EXAMPLE), by=by)
