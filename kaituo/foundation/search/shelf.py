"""The shelf of what can be found. Screens register their kind of record here; the index knows none of them by name."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models

from kaituo.foundation.identity.access import access_of, shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User

SHELF: dict[str, "Searchable"] = {}


@dataclass(frozen=True)
class Searchable:
    """One kind of record: `fields` are paths ("number", "account__name"), `subtitle` is a path shown behind the title."""

    label: str
    fields: tuple[str, ...]
    subtitle: str = ""
    is_part: bool = False
    """Found in its own list, not by the box over everything."""

    @cached_property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @cached_property
    def guarded(self) -> tuple[str, ...]:
        """The fields that some roles see masked or not at all."""
        return tuple(path for path in self.fields if _end(self.model, path)[1] in access_of(_end(self.model, path)[0]).sensitive)

    @cached_property
    def relations(self) -> list[str]:
        paths = [path.rpartition("__")[0] for path in self.fields]
        return [path for path in dict.fromkeys([*paths, self.subtitle]) if path]

    def shows_all_to(self, user: User) -> bool:
        return all(shows(user, *_end(self.model, path)) == Shows.FULL for path in self.guarded)

    def texts(self, row: models.Model, *, guarded: bool) -> list[str]:
        open_ones = [] if guarded else [str(row)]
        return open_ones + [str(_value(row, path) or "") for path in self.fields if (path in self.guarded) == guarded]

    def subtitle_of(self, row: models.Model) -> str:
        return str(_value(row, self.subtitle) or "") if self.subtitle else ""


def register(label: str, fields: tuple[str, ...], subtitle: str = "", *, is_part: bool = False) -> Searchable:
    """`register("customers.Account", ("number", "phone"))`: the record's own text is always found."""
    SHELF[label] = Searchable(label, fields, subtitle, is_part)
    return SHELF[label]


def _end(model: type[models.Model], path: str) -> tuple[type[models.Model], str]:
    """The model and field at the end of a path."""
    *way, name = path.split("__")
    for part in way:
        model = model._meta.get_field(part).related_model
    return model, name


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part, None)
    return row
