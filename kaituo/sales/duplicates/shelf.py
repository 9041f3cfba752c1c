"""The shelf of what can be recognised. A context registers its kinds of record here; from above, leads and pools may add what they know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models

from kaituo.foundation.identity.models import User

from .choices import Key, Mode
from .linkage.profile import Profile, Row

SHELF: dict[str, "Recognisable"] = {}
Signs = list[tuple[Key, str]]
Named = Any
"""A record of the kind, or anything with the same `fields`."""


@dataclass(frozen=True)
class Searched:
    """How pairs are found among all records of a kind: `features` makes the profile's columns of the values of `fields`; `among` names which take part."""

    profile: Profile
    fields: tuple[str, ...]
    features: Callable[..., Row]
    among: str = "active"
    """A method of the kind's rows."""


@dataclass(eq=False)
class Recognisable:
    """One kind of record. `signs` gives the keys of a row; `fields` are what it reads; `owner` is the path to who has it."""

    label: str
    fields: tuple[str, ...]
    signs: Callable[[Named], Signs]
    owner: str
    usual: dict[Key, Mode]
    """How the keys are treated as long as nobody says otherwise; keys left out are not keys of this kind."""
    give: Callable[[models.Model, User, User], Any] | None = None
    """`give(row, to, by)` makes another person responsible. None: it follows its parent."""
    searched: Searched | None = None
    """None: the base cannot be searched for pairs; likenesses are noticed at the doors alone."""
    protected_until: list[Callable[[Iterable[int]], dict[int, date | None]]] = field(default_factory=list)
    """Asked in order until the first knows a record, by its key: pools add to it."""

    @cached_property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @cached_property
    def empty(self) -> dict[str, Any]:
        return {name: self.model._meta.get_field(name).get_default() for name in self.fields}

    def protections_of(self, ids: Iterable[int]) -> dict[int, date | None]:
        found: dict[int, date | None] = {}
        for asked in self.protected_until:
            found = asked(ids) | found
        return found


def register(kind: Recognisable) -> Recognisable:
    SHELF[kind.label] = kind
    return kind


def recognisable(model: type[models.Model] | str) -> Recognisable | None:
    return SHELF.get(model if isinstance(model, str) else model._meta.label)
