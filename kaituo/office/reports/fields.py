"""What may stand in a report over a kind of record: the fields its screen shows, those of records it points to, and sums over rows that point to it.

Whether a person may read a field is asked again at every run. No query is made here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.records.models import Record
from kaituo.foundation.screens.columns import Column, Money, Share, shown
from kaituo.foundation.screens.screen import SCREENS, Screen, screen_of

from .engine.definition import Faulty

DEEPEST = 2
"""Steps from the record to those it points to."""
CENTS = 2
NUMBERS = {"money", "number", "share"}
TIMES = {"day", "instant"}
UNGROUPED = {"long", *NUMBERS}
ARROW = " › "


@dataclass(frozen=True)
class Item:
    """`path` leads from the record to the field; `rows` names the rows that point to the record, where it is one of theirs, else empty.

    `kind`: choice, relation, person, boolean, day, instant, number, money, share, text, long, rows.
    """

    path: str
    label: str
    kind: str
    shelf: str
    currency: str = ""
    rows: str = ""

    @property
    def name(self) -> str:
        return f"{self.rows}.{self.path}" if self.rows and self.path else self.rows or self.path

    @property
    def may_group(self) -> bool:
        return not self.rows and self.kind not in UNGROUPED

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


def kinds_of_record(user: User) -> list[Screen]:
    """What a person may build reports over, by name."""
    found = [screen for screen in SCREENS.values() if is_reported(screen) and may(user, VIEW, screen.model)]
    return sorted(found, key=lambda screen: screen.title)


def is_reported(screen: Screen) -> bool:
    """Records with a life of their own, and what says more of somebody's record; what only serves others is no kind of business."""
    access = getattr(screen.model, "access", None)
    return access is not None and (not screen.is_plain or bool(access.owner or access.via))


def screen_for(label: str, user: User) -> Screen:
    """Raises Faulty where there is no such kind, or it is none of the person's."""
    screen = SCREENS.get(label)
    if screen is None or not is_reported(screen):
        raise Faulty("unknown_kind", name=label)
    if not may(user, VIEW, screen.model):
        raise Faulty("hidden_kind", name=screen.title)
    return screen


def takes_team(label: str) -> bool:
    """Whether the records can be narrowed to a team's."""
    screen = SCREENS.get(label)
    return screen is not None and "team" in {each.name for each in screen.bound_filters}


def items_of(model: type[models.Model]) -> dict[str, Item]:
    """Everything that may be named, by its name; labels in the reader's language."""
    own = [*_fields(model, "", "", 0), *_rows_of(model)]
    return {item.name: item for item in own}


def readable_items(model: type[models.Model], user: User) -> dict[str, Item]:
    return {name: item for name, item in items_of(model).items() if may_read(user, model, item)}


def item_named(model: type[models.Model], name: str) -> Item:
    """Raises Faulty for a field that is not there, or no longer."""
    found = items_of(model).get(name)
    if found is None:
        raise Faulty("unknown_field", name=name, kind=capfirst(str(model._meta.verbose_name)))
    return found


def may_read(user: User, model: type[models.Model], item: Item) -> bool:
    if not item.rows:
        return shown(user, model, item.path) == Shows.FULL
    related = related_model(model, item.rows)
    return may(user, VIEW, related) and (not item.path or shown(user, related, item.path) == Shows.FULL)


def related_model(model: type[models.Model], name: str) -> type[models.Model]:
    return model._meta.get_field(name).related_model


def _fields(model: type[models.Model], prefix: str, above: str, depth: int) -> Iterator[Item]:
    screen = screen_of(model)
    shelf = above or capfirst(str(model._meta.verbose_name))
    for name in _named(model) if depth < DEEPEST else _main(model):
        field = model._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        kind = _kind(field, screen)
        currency = _currency(model, name) if kind == "money" else ""
        said = f"{above}{ARROW}{label}" if above else label
        yield Item(prefix + name, said, kind, shelf, prefix + currency if currency else "")
        if kind == "relation" and depth < DEEPEST and screen_of(field.related_model) and field.related_model not in (model, Team):
            yield from _fields(field.related_model, f"{prefix}{name}__", f"{above}{ARROW}{label}" if above else label, depth + 1)


@cache
def _named(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that the record's screen shows, filters by or asks for; of the technical ones only when it was made."""
    screen = screen_of(model)
    names = [name for column in screen.table.all() for name in (column.name, column.name.partition("__")[0])]
    names += [each if isinstance(each, str) else each.name for each in screen.filters]
    names += [*screen.fields, *(screen.form._meta.fields or () if screen.form and isinstance(screen.form._meta.fields, list | tuple) else ())]
    names += ["created_at", "created_by"] if issubclass(model, Record) else []
    return tuple(name for name in dict.fromkeys(names) if "__" not in name and _is_column(model, name))


@cache
def _main(model: type[models.Model]) -> tuple[str, ...]:
    """Of a record two steps away only what its list shows at first, so that the choice stays one that people can read."""
    return tuple(column.name for column in screen_of(model).table.columns if "__" not in column.name and _is_column(model, column.name))


def _is_column(model: type[models.Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return field.concrete and not field.many_to_many and not isinstance(field, models.JSONField | models.BinaryField | models.FileField)


KINDS: list[tuple[Any, str]] = [
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "instant"),
    (models.DateField, "day"),
    (models.IntegerField, "number"),
    (models.TextField, "long"),
    (models.TimeField, "long"),
]


def _kind(field: models.Field, screen: Screen | None) -> str:
    if field.choices:
        return "choice"
    if field.is_relation:
        return "person" if field.related_model is User else "relation"
    if isinstance(field, models.DecimalField):
        return _of_decimal(field, _column(screen, field.name))
    return next((kind for cls, kind in KINDS if isinstance(field, cls)), "text")


def _of_decimal(field: models.DecimalField, column: Column | None) -> str:
    if isinstance(column, Share) or field.name.endswith(("_rate", "share", "probability")):
        return "share"
    is_money = isinstance(column, Money) or (field.decimal_places == CENTS and bool(_currency(field.model, field.name)))
    return "money" if is_money else "number"


def _column(screen: Screen | None, name: str) -> Column | None:
    return next((each for each in screen.table.all() if each.name == name), None) if screen else None


def _currency(model: type[models.Model], name: str) -> str:
    """The path to the currency of an amount; empty where none is known."""
    column = _column(screen_of(model), name)
    if isinstance(column, Money):
        path = column.currency.name
        return path if _leads_somewhere(model, path) else ""
    return "currency" if _leads_somewhere(model, "currency") else ""


def _leads_somewhere(model: type[models.Model], path: str) -> bool:
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return False
        model = field.related_model or model
    return field.concrete


def _rows_of(model: type[models.Model]) -> Iterator[Item]:
    """How many rows of other kinds point to the record, and the sums of their numbers."""
    for relation in model._meta.related_objects:
        related, name = relation.related_model, relation.get_accessor_name()
        screen = screen_of(related)
        if not relation.one_to_many or name is None or name.endswith("+") or relation.hidden or screen is None or not hasattr(related, "access"):
            continue
        shelf = f"{screen.title} ({capfirst(str(relation.field.verbose_name))})"
        yield Item("", shelf, "rows", shelf, rows=relation.name)
        for each in _named(related):
            field = related._meta.get_field(each)
            kind = _kind(field, screen)
            through = _through(_currency(related, each), relation.field.name) if kind == "money" else ""
            if kind in NUMBERS and kind != "share" and (kind != "money" or through):
                yield Item(each, f"{screen.title}{ARROW}{capfirst(str(field.verbose_name))}", kind, shelf, through, relation.name)


def _through(currency: str, parent: str) -> str:
    """The currency of the parent, where that is the rows' own; amounts of rows with a currency of their own are not summed over a parent."""
    return currency.removeprefix(f"{parent}__") if currency.startswith(f"{parent}__") else ""
