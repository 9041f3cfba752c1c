"""An uploaded table against the records there are, for one person: what would happen, what is wrong, how it was read and how that can be corrected."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.screen import Screen
from kaituo.sales.customers.models import Account
from kaituo.team.allocation.direct import pools_open_to

from .choices import Mode
from .encodings import ENCODINGS
from .longrun import PORTION
from .longtable import LongTable, open_table
from .mapping import TableMap, can_be_made, keys_of, map_of
from .mending import faulty_rows, headings
from .models import Batch, Mapping
from .plan import Fault, Plan, Planner
from .separated import DELIMITERS
from .sheets import offered_fields, sheet_named
from .tables import Reading, Table

PREVIEWED = 8


@dataclass
class Check:
    """An uploaded table against the records there are, for one person."""

    batch: Batch
    by: User

    @property
    def screen(self) -> Screen:
        return sheet_named(self.batch.slug)

    @cached_property
    def table(self) -> Table | LongTable:
        file = self.batch.file
        name = self.batch.name if Path(self.batch.name).suffix else file.name
        return open_table(lambda: file.open("rb"), file.size, name, Reading(**self.batch.reading))

    @cached_property
    def map(self) -> TableMap:
        fields = set(offered_fields(self.screen, self.by))
        chosen = {name: _there(heading, self.table) for name, heading in self.batch.mapping.items() if name in fields}
        batch = self.batch
        return map_of(
            self.screen.model, chosen, key=batch.key, mode=batch.mode, makes_missing=batch.makes_missing, is_unowned=batch.pool_id is not None
        )

    @cached_property
    def plan(self) -> Plan:
        """Of a long table of its first rows; all are checked before anything is written."""
        plan = Planner(self.table.head, self.map, self.by).run()
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
        return headings(self.table.headings), faulty_rows(self.table.head, self.plan.faults)

    @property
    def portion(self) -> int:
        return PORTION

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """(heading, an example, the field it feeds) of every column of the file."""
        fed = {each: name for name, heading in self.batch.mapping.items() for each in ([heading] if isinstance(heading, str) else heading)}
        first = next(iter(self.table.head.rows), [])
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
        rows = self.table.head.rows[:PREVIEWED]
        return labels, [
            [" ".join(self.table.head.value(row, each) for each in source.columns) for source in self.map.sources.values()] for row in rows
        ]

    @property
    def encodings(self) -> list[tuple[str, str]]:
        """Those one may choose instead; of a workbook none."""
        return [] if self.table.sheets else [(each, each) for each in ENCODINGS]

    @property
    def sheet_names(self) -> list[tuple[str, str]]:
        return [(each, each) for each in self.table.sheets]

    @property
    def delimiters(self) -> list[tuple[str, str]]:
        named = {"\t": _("Tab"), ",": ",", ";": ";", "|": "|"}
        own = self.table.reading.delimiter
        return [(each, named.get(each, each)) for each in dict.fromkeys([*DELIMITERS, own]) if each] if own else []

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The usual one, and the fields of the file by which a record may be found again."""
        model = self.screen.model
        names = dict.fromkeys([self.map.key[0], *(name for name in keys_of(model) if name in self.map.sources)])
        return [(name, str(model._meta.get_field(name).verbose_name)) for name in names]

    @property
    def modes(self) -> list[tuple[str, str]]:
        return Mode.choices

    @property
    def makeable(self) -> list[str]:
        """The relations whose missing records could be created."""
        model = self.screen.model
        found = [name for name in self.map.sources if can_be_made(model, name)]
        return [str(model._meta.get_field(name).verbose_name) for name in found if may(self.by, "create", model._meta.get_field(name).related_model)]

    @property
    def pools(self) -> list[tuple[str, str]]:
        """Into which the new ones may go, for those who may lay customers of nobody there."""
        found = pools_open_to(self.by) if self.screen.model is Account else []
        return (
            [
                ("", _("As the file says, or you")),
                *((str(pool.pk), _("Nobody, straight into the pool “%(pool)s”") % {"pool": pool.name}) for pool in found),
            ]
            if found
            else []
        )

    @property
    def saved(self) -> list[tuple[str, str]]:
        """Nothing, or an empty choice and the mappings of this kind."""
        rows = visible(self.by, Mapping.objects.active().filter(slug=self.batch.slug))
        found = [(str(row.pk), row.name) for row in rows]
        return [("", "---------"), *found] if found else []


def _is_needed(field: Any) -> bool:
    return not field.blank and not field.has_default()


def _there(heading: str | list[str], table: Table | LongTable) -> list[str]:
    return [each for each in ([heading] if isinstance(heading, str) else heading) if each in table.by_heading]


def choose(batch: Batch, said: dict[str, Any], *, by: User) -> None:
    """What was corrected on the page: which column feeds which field (kept for the next file with the same headings), how it is read, what is done."""
    for name, value in said.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(said))


def keep_mapping(batch: Batch, name: str, *, by: User) -> Mapping:
    """Under a name; one's own of the same name is replaced."""
    before = Mapping.objects.active().filter(created_by=by, slug=batch.slug, name=name).first()
    values = {"columns": batch.mapping, "mode": batch.mode, "key": batch.key}
    if before is not None:
        return records.change(before, values, by=by)
    mapping = Mapping(name=name[:80], slug=batch.slug, created_by=by, **values)
    return records.create(mapping, by=by)


def take_mapping(batch: Batch, pk: int, *, by: User) -> None:
    """A saved one over the columns of this file. One that is gone changes nothing."""
    found = visible(by, Mapping.objects.active().filter(slug=batch.slug)).filter(pk=pk).first()
    if found is not None:
        choose(batch, {"mapping": found.columns, "mode": found.mode, "key": found.key}, by=by)
