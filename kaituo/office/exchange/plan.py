"""Checks a table against the records there are, and plans what an import would do: what to create, what to change, what is wrong and how to mend it.

Everything is looked up for the whole table at once; nothing is written here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of, owners_in_reach, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.changes import plain
from kaituo.foundation.search.words import has_han

from .choices import Mode
from .likenesses import look
from .mapping import Source, TableMap
from .relations import Relations
from .seen import Seen
from .tables import Table
from .values import parse

LOOKED_UP = 500
NEW = object()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where it is, and what to do."""

    row: int
    field: str
    text: str
    message: str


@dataclass
class Planned:
    """One row ready to be written."""

    number: int
    values: dict[str, Any]
    row: models.Model | None = None
    key: tuple = ()
    waits_for: str = ""
    """The key of another row of the same table that must be there first (an employee's superior)."""


@dataclass
class Plan:
    table_map: TableMap
    creates: list[Planned] = field(default_factory=list)
    changes: list[Planned] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    made: list[models.Model] = field(default_factory=list)
    """Records that rows name and that are missing: they are created first."""

    @property
    def is_hopeless(self) -> bool:
        """A fault that is not of one row (a column that is missing): nothing can be left out."""
        return any(fault.row <= 1 for fault in self.faults)


class Planner:
    """One table, one person: relations are found only among the records she may see."""

    def __init__(self, table: Table, table_map: TableMap, by: User, seen: Seen | None = None) -> None:
        """`seen`: what stood above this portion of a longer table."""
        self.table, self.map, self.by = table, table_map, by
        self.seen = seen or Seen()
        self.model = table_map.model
        self.plan = Plan(table_map)
        self.relations = Relations(by, table_map.on_demand)
        self.own_keys: set[str] = set()
        self.taken: set[tuple] = set()
        self.several: set[tuple] = set()
        owner = access_of(self.model).owner
        self.owner_field = owner if "__" not in owner else ""
        self.reach = owners_in_reach(by, self.model, "create") if self.owner_field else None

    def run(self) -> Plan:
        missing = [column for source in self.map.sources.values() for column in source.columns if column not in self.table.by_heading]
        if missing:
            self.fault(1, "", missing[0], _("The file has no column “%(column)s”.") % {"column": missing[0]})
            return self.plan
        self.resolve_relations()
        self.compare(self.without_twins(self.read()))
        self.look_for_likes()
        self.plan.made = self.made() if self.relations.made else []
        return self.plan

    def made(self) -> list[models.Model]:
        """Of the records made on demand those that a row still names."""
        used = {id(value) for planned in (*self.plan.creates, *self.plan.changes) for value in planned.values.values()}
        return [row for row in self.relations.made.values() if id(row) in used]

    def skim(self) -> None:
        """Of a portion that is done already only the keys, so that its twins below are known."""
        self.resolve_relations()
        self.without_twins(self.read())

    def fault(self, number: int, name: str, text: str, message: str) -> None:
        label = str(self.map.field(name).verbose_name) if name else ""
        self.plan.faults.append(Fault(number, label, text, message))

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """What the rows say of each field, from above to below."""
        return {name: self.texts_of(source) for name, source in self.map.sources.items()}

    def texts_of(self, source: Source) -> list[str]:
        if source.value is not None:
            return [source.value] * len(self.table.rows)
        columns = [self.table.column(heading) for heading in source.columns] or [[""] * len(self.table.rows)]
        texts = columns[0] if len(columns) == 1 else [_joined(source, [part for part in parts if part]) for parts in zip(*columns, strict=True)]
        return [source.values.get(text, text) for text in texts] if source.values else texts

    def resolve_relations(self) -> None:
        """Read, for every relation, all records that the file names, in a few queries."""
        for name, source in self.map.sources.items():
            target = self.map.field(name).related_model
            if target is None or source.take:
                continue
            path = source.by or "pk"
            wanted = set(self.texts[name]) - {""}
            self.relations.look_up(name, target, path, wanted)
            if target is self.model and name not in self.map.key and self.map.key[0] in self.map.sources:
                here = zip(self.table.numbers, self.texts[self.map.key[0]], strict=True)
                self.own_keys = self.named_above_or_here(here, wanted)

    def named_above_or_here(self, here: Iterable[tuple[int, str]], wanted: set[str]) -> set[str]:
        """The keys of this portion, and of what is wanted that which stood in one above."""
        mine = {text: number for number, text in here}
        self.seen.take((f"own {text}", number) for text, number in mine.items())
        above = self.seen.first(f"own {text}" for text in wanted - mine.keys())
        return mine.keys() | {sign.removeprefix("own ") for sign in above}

    def read(self) -> list[Planned]:
        """The rows without faults. Read column by column; the faults are told row by row."""
        rows = [Planned(number, {}) for number in self.table.numbers]
        for name, source in self.map.sources.items():
            if not source.take:
                self.read_column(name, rows)
        for name, source in self.map.sources.items():
            if source.take:
                for planned in rows:
                    planned.values[name] = _follow(planned.values, source.take)
        self.plan.faults.sort(key=lambda fault: fault.row)
        faulty = {fault.row for fault in self.plan.faults}
        found = [planned for planned in rows if planned.number not in faulty]
        for planned in found:
            planned.key = tuple(plain(planned.values.get(name)) for name in self.map.key)
        return found

    def read_column(self, name: str, rows: list[Planned]) -> None:
        """What is said again and again is read once, unless what is left empty is filled anew for each row."""
        field_ = self.map.field(name)
        read = partial(self.relation, field_) if field_.related_model else lambda _planned, text: _value(field_, text)
        is_kept = field_.related_model is None and not callable(field_.default)
        known: dict[str, Any] = {}
        for planned, text in zip(rows, self.texts[name], strict=True):
            try:
                if text not in known:
                    value = read(planned, text)
                    known.update({text: value} if is_kept else {})
                planned.values[name] = known[text] if is_kept else value
            except ValidationError as error:
                self.fault(planned.number, name, text, "; ".join(error.messages))

    def relation(self, field_: models.Field, planned: Planned, text: str) -> models.Model | None:
        if not text:
            if not field_.null:
                raise ValidationError(_("This may not be empty."))
            return None
        row = self.relations.one(field_.name, field_.related_model, text)
        if row is None and field_.related_model is self.model and text in self.own_keys:
            planned.waits_for = text
            return None
        if row is None:
            noun = field_.related_model._meta.verbose_name
            raise ValidationError(_("There is no %(noun)s “%(text)s”. Import or create it first.") % {"noun": noun, "text": text})
        return row

    def without_twins(self, rows: list[Planned]) -> list[Planned]:
        """A row whose key stands above is a fault, and is left alone."""
        keys = {planned.number: planned.key for planned in rows if any(part not in (None, "") for part in planned.key)}
        signs = {number: f"key {key!r}" for number, key in keys.items()}
        first = self.seen.take((sign, number) for number, sign in signs.items())
        twins = {number: first[sign] for number, sign in signs.items() if first[sign] != number}
        for number, above in twins.items():
            self.fault(number, self.map.key[0], _said(keys[number]), _("Row %(row)s has the same key. Keep one of them.") % {"row": above})
        return [planned for planned in rows if planned.number not in twins]

    def compare(self, rows: list[Planned]) -> None:
        """Against the records that are there: new, different or the same."""
        existing = self.existing(rows)
        changeable = self.changeable(existing.values())
        for planned in rows:
            key = planned.key
            if key in self.several:
                self.fault(planned.number, self.map.key[0], _said(key), _("Several records have this. Find them again by another field."))
            elif (there := existing.get(key)) is None:
                self.plan_new(planned, key)
            else:
                self.plan_known(planned, there, changeable)

    def plan_new(self, planned: Planned, key: tuple) -> None:
        if self.map.mode == Mode.UPDATE:
            self.fault(planned.number, self.map.key[0], _said(key), _("There is no record with this that you may see."))
        else:
            self.plan_creation(planned, key)

    def plan_known(self, planned: Planned, there: models.Model, changeable: set[int] | None) -> None:
        """When it came to be stays as it is known here."""
        planned.row = there
        planned.values.pop("created_at", None)
        if self.map.mode == Mode.CREATE:
            self.fault(planned.number, self.map.key[0], str(there), _("This record is there already."))
        elif self.map.mode == Mode.SKIP or not any(
            _differs(there, name, value) for name, value in planned.values.items() if not self._waits(planned, name)
        ):
            self.plan.same += 1
        elif changeable is not None and there.pk not in changeable:
            self.fault(planned.number, self.map.key[0], str(there), _("You may see this record, but not change it."))
        else:
            self.plan.changes.append(planned)

    def look_for_likes(self) -> None:
        """A blocked row is no longer to be created."""
        blocked: set[int] = set()
        label = str(self.model._meta.verbose_name)

        def say(number: int, sentence: str, is_fault: bool) -> None:
            (self.plan.faults if is_fault else self.plan.warnings).append(Fault(number, label, "", sentence))
            blocked.update({number} if is_fault else ())

        look(self.model, [(planned.number, planned.values) for planned in self.plan.creates], self.by, say, self.seen)
        self.plan.creates = [planned for planned in self.plan.creates if planned.number not in blocked]

    def plan_creation(self, planned: Planned, key: tuple) -> None:
        """Whoever may not create for everybody creates for those in reach; without a name the row becomes her own."""
        owner = self.owner_field
        if owner and self.map.is_unowned:
            planned.values[owner] = None
        elif owner and self.reach is not None:
            planned.values[owner] = planned.values.get(owner) or self.by
            if planned.values[owner].pk not in self.reach:
                text = planned.values[owner].name
                self.fault(
                    planned.number,
                    owner,
                    text,
                    _("You may not import records of %(person)s. Leave the field empty or name yourself.") % {"person": text},
                )
                return
        if key in self.taken:
            self.fault(
                planned.number, self.map.key[0], _said(key), _("This is taken by a record that you may not see. Use another, or leave it empty.")
            )
            return
        self.plan.creates.append(planned)

    def changeable(self, rows: Iterable[models.Model]) -> set[int] | None:
        """None: everything. A rep may see more than she may change."""
        ids = [row.pk for row in rows]
        if self.by.is_system or not ids:
            return None
        allowed = visible(self.by, self.model._default_manager.order_by(), "change")
        found: set[int] = set()
        for start in range(0, len(ids), LOOKED_UP):
            found |= set(allowed.filter(pk__in=ids[start : start + LOOKED_UP]).values_list("pk", flat=True))
        return found

    def _waits(self, planned: Planned, name: str) -> bool:
        return bool(planned.waits_for) and self.map.field(name).related_model is self.model

    def existing(self, rows: list[Planned]) -> dict[tuple, models.Model]:
        first = self.map.key[0]
        wanted = list({plain(planned.values.get(first)) for planned in rows} - {None, ""})
        relations = [name for name in self.map.sources if self.map.field(name).related_model]
        found = {}
        for start in range(0, len(wanted), LOOKED_UP):
            batch = self.model._default_manager.filter(**{f"{first}__in": wanted[start : start + LOOKED_UP]}).select_related(*relations)
            rows_there = {row.pk: row for row in batch}
            seen = set(visible(self.by, self.model._default_manager.filter(pk__in=rows_there)).order_by().values_list("pk", flat=True))
            for pk, row in rows_there.items():
                key = tuple(plain(getattr(row, name)) for name in self.map.key)
                if pk in seen:
                    self.several |= {key} if key in found else set()
                    found[key] = row
                else:
                    self.taken.add(key)
        return found


def _joined(source: Source, parts: list[str]) -> str:
    return _name_of(parts) if source.is_name and has_han("".join(parts)) else source.join.join(parts)


def _value(field_: models.Field, text: str) -> Any:
    value = parse(field_, text)
    return field_.clean(value, None) if value not in (None, "") or not field_.blank else value


def _differs(row: models.Model, name: str, value: Any) -> bool:
    """By value, so that 136.00 and 136.0000 are the same; a relation by the record it points to."""
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") != value.pk
    return getattr(row, name) != value


def _said(key: tuple) -> str:
    return " · ".join(str(part) for part in key)


def _name_of(parts: list[str]) -> str:
    """First and last name, as exports order them, are written the other way round in Chinese, and without a space."""
    return "".join(reversed(parts)) if len(parts) == 2 else "".join(parts)


def _follow(values: dict[str, Any], path: str) -> Any:
    """A value taken from a relation of the same row: "account__owner"."""
    first, *rest = path.split("__")
    value = values.get(first)
    for part in rest:
        value = getattr(value, part, None)
    return value
