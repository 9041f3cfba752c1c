"""An import through the browser: the file is taken in, checked as often as its mapping changes, run here or in the background, and let go when it is done."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.screen import Screen

from . import progress
from .actions import ImportRefused, Package, import_package, read_package
from .archives import read_zip
from .checking import Check
from .choices import BatchState
from .files import Table, UnreadableFile, read_table
from .mapping import Source, WrongMap, guess_map
from .models import Batch
from .plan import Fault
from .sheets import offered_fields

LARGEST = 20 * 1024 * 1024
INLINE = 2000
"""More rows than this are imported in the background."""
SHIPPED = Path(__file__).resolve().parent / "data"
EXAMPLE = "classicmodels"
LATELY = 20


class Cancelled(Exception):
    """The person has thought better of it; the transaction ends without a trace."""


def take_in(file: UploadedFile, screen: Screen, *, by: User) -> Batch:
    """Raises UnreadableFile, WrongMap, Refused; nothing is kept then."""
    content = _content(file)
    table = read_table(content, file.name)
    batch = Batch(name=file.name[:200], slug=screen.slug, state=BatchState.UPLOADED, headings=table.headings, row_count=len(table.rows))
    batch.mapping = _usual_mapping(screen, table, by)
    return keep(batch, content, file.name, by)


def take_in_package(file: UploadedFile, *, by: User) -> Batch:
    content = _content(file)
    package = read_zip(content, file.name)
    count = sum(len(table.rows) for table, _map in package.tables)
    return keep(Batch(name=package.name, state=BatchState.UPLOADED, row_count=count), content, file.name, by)


def _content(file: UploadedFile) -> bytes:
    if file.size > LARGEST:
        raise Refused(_("The file is larger than 20 MB. Split it, or use `kaituo import` on the server."))
    return file.read()


def keep(batch: Batch, content: bytes, name: str, by: User) -> Batch:
    batch.created_by = by
    records.create(batch, by=by)
    batch.file.save(f"{batch.pk}{Path(name).suffix.lower()[:10]}", ContentFile(content), save=False)
    batch.save(update_fields=["file"])
    return batch


def _usual_mapping(screen: Screen, table: Table, by: User) -> dict[str, Any]:
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
    progress.say(batch, 0, batch.row_count)
    return batch.row_count <= INLINE


def run(batch: Batch, *, by: User) -> None:
    """Import what was uploaded. A refusal is kept in the batch; the file is removed when all is well. Cancelled, nothing of it is written."""
    before: dict[str, int] = {}

    def tell(name: str, done: int, total: int) -> None:
        if progress.is_to_stop(batch):
            raise Cancelled
        before[name] = done
        progress.say(batch, sum(before.values()), batch.row_count)

    try:
        done = import_package(_package(batch, by), by=by, progress=tell, batch=batch)
    except ImportRefused:
        progress.forget(batch)
        return
    except Cancelled:
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.UPLOADED)
        progress.forget(batch)
        return
    except (UnreadableFile, WrongMap) as error:
        faults = [asdict(Fault(0, "", "", str(error))) | {"table": batch.name}]
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.REFUSED, faults=faults, ended_at=timezone.now())
        progress.forget(batch)
        return
    let_go(done)


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
