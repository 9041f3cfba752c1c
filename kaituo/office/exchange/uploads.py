"""An import through the browser: the file is taken in, checked as often as its mapping changes, run here or in the background, and let go when it is done."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of, may, shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.screen import SCREENS, Screen

from . import progress
from .actions import ImportRefused, Package, import_package, read_package
from .archives import read_zip
from .choices import BatchState
from .files import Table, UnreadableFile, read_table
from .mapping import TableMap, WrongMap, guess_map, importable, map_of
from .models import Batch
from .plan import Fault, Plan, Planner

LARGEST = 20 * 1024 * 1024
INLINE = 2000
"""More rows than this are imported in the background."""
SHIPPED = Path(__file__).resolve().parent / "data"
PREVIEWED = 8
EXAMPLE = "classicmodels"


def sheets(user: User) -> list[Screen]:
    """The screens into which the person may import."""
    if not may(user, "create", Batch):
        return []
    return sorted((screen for screen in SCREENS.values() if screen.sheet and may(user, "create", screen.model)), key=lambda screen: screen.title)


def sheet_named(slug: str) -> Screen | None:
    return next((screen for screen in SCREENS.values() if screen.slug == slug and screen.sheet), None)


def offered_fields(screen: Screen, user: User) -> list[str]:
    """Without those that are hidden or masked for the person."""
    return [name for name in importable(screen.model) if shows(user, screen.model, name) == Shows.FULL]


def take_in(file: UploadedFile, screen: Screen, *, by: User) -> Batch:
    """Raises UnreadableFile, WrongMap, Refused; nothing is kept then."""
    content = _content(file)
    table = read_table(content, file.name)
    batch = Batch(name=file.name[:200], slug=screen.slug, state=BatchState.UPLOADED, headings=table.headings, row_count=len(table.rows))
    batch.mapping = _usual_mapping(screen, table, by)
    return _kept(batch, content, file.name, by)


def take_in_package(file: UploadedFile, *, by: User) -> Batch:
    content = _content(file)
    package = read_zip(content, file.name)
    count = sum(len(table.rows) for table, _map in package.tables)
    return _kept(Batch(name=package.name, state=BatchState.UPLOADED, row_count=count), content, file.name, by)


def _content(file: UploadedFile) -> bytes:
    if file.size > LARGEST:
        raise Refused(_("The file is larger than 20 MB. Split it, or use `kaituo import` on the server."))
    return file.read()


def _kept(batch: Batch, content: bytes, name: str, by: User) -> Batch:
    batch.created_by = by
    records.create(batch, by=by)
    batch.file.save(f"{batch.pk}{Path(name).suffix.lower()[:10]}", ContentFile(content), save=False)
    batch.save(update_fields=["file"])
    return batch


def _usual_mapping(screen: Screen, table: Table, by: User) -> dict[str, str]:
    """As it was done with the same headings before, else as the headings suggest."""
    before = Batch.objects.filter(created_by=by, slug=screen.slug, state=BatchState.DONE, headings=table.headings).order_by("-pk").first()
    if before:
        return before.mapping
    guessed = guess_map(screen.model, table.headings)
    fields = set(offered_fields(screen, by))
    return {name: source.columns[0] for name, source in guessed.sources.items() if name in fields}


@dataclass
class Check:
    """An uploaded table against the records there are, for one person."""

    batch: Batch
    by: User

    @property
    def screen(self) -> Screen:
        return sheet_named(self.batch.slug)

    @cached_property
    def table(self) -> Table:
        with self.batch.file.open("rb") as file:
            return read_table(file.read(), self.batch.name if Path(self.batch.name).suffix else self.batch.file.name)

    @cached_property
    def map(self) -> TableMap:
        fields = set(offered_fields(self.screen, self.by))
        chosen = {name: heading for name, heading in self.batch.mapping.items() if name in fields and heading in self.table.by_heading}
        return map_of(self.screen.model, chosen)

    @cached_property
    def plan(self) -> Plan:
        plan = Planner(self.table, self.map, self.by).run()
        plan.faults += self._unmapped() if plan.creates else []
        return plan

    def _unmapped(self) -> list[Fault]:
        """What every new record needs and no column gives."""
        model = self.screen.model
        names = [name for name in offered_fields(self.screen, self.by) if name not in self.map.sources]
        missing = [name for name in names if _is_needed(model._meta.get_field(name)) and name != self.owner]
        return [Fault(1, str(model._meta.get_field(name).verbose_name), "", _("Choose the column that holds this.")) for name in missing]

    @property
    def owner(self) -> str:
        """Nobody need name herself."""
        return access_of(self.screen.model).owner

    @property
    def faulty_rows(self) -> tuple[list[str], list[list[Any]]]:
        """The rows to mend, with the reason in a last column."""
        reasons: dict[int, list[str]] = defaultdict(list)
        for fault in self.plan.faults:
            reasons[fault.row].append(f"{fault.field}: {fault.message}" if fault.field else fault.message)
        rows = zip(self.table.numbers, self.table.rows, strict=True)
        width = len(self.table.headings)
        lines = [[*(row + [""] * width)[:width], " / ".join(reasons[number])] for number, row in rows if number in reasons]
        return [*self.table.headings, _("Reason")], lines

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """(heading, an example, the field it feeds) of every column of the file."""
        fed = {heading: name for name, heading in self.batch.mapping.items()}
        first = self.table.rows[0] if self.table.rows else []
        return [
            (heading, first[index] if index < len(first) else "", fed.get(heading, ""))
            for index, heading in enumerate(self.table.headings)
            if heading
        ]

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, str(self.screen.model._meta.get_field(name).verbose_name)) for name in offered_fields(self.screen, self.by)]

    @property
    def preview(self) -> tuple[list[str], list[list[str]]]:
        labels = [str(self.map.field(name).verbose_name) for name in self.map.sources]
        rows = [[self.table.value(row, source.columns[0]) for source in self.map.sources.values()] for row in self.table.rows[:PREVIEWED]]
        return labels, rows


def _is_needed(field: Any) -> bool:
    return not field.blank and not field.has_default()


def choose(batch: Batch, mapping: dict[str, str], *, by: User) -> None:
    """Which column feeds which field; kept for the next file with the same headings."""
    batch.mapping = mapping
    batch.save(update_fields=["mapping"])


def begin(batch: Batch, *, by: User) -> bool:
    """Mark it as running. False when there are so many rows that it should run in the background."""
    batch.state, batch.faults, batch.ended_at = BatchState.RUNNING, [], None
    batch.save(update_fields=["state", "faults", "ended_at"])
    progress.say(batch, 0, batch.row_count)
    return batch.row_count <= INLINE


def run(batch: Batch, *, by: User) -> None:
    """Import what was uploaded. A refusal is kept in the batch; the file is removed when all is well."""
    before: dict[str, int] = {}

    def tell(name: str, done: int, total: int) -> None:
        before[name] = done
        progress.say(batch, sum(before.values()), batch.row_count)

    try:
        done = import_package(_package(batch, by), by=by, progress=tell, batch=batch)
    except ImportRefused:
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
