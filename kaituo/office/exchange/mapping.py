"""Which column of a file feeds which field, said in a map file or guessed from the headings."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from kaituo.foundation.screens.screen import screen_of


class WrongMap(ValueError):
    """The map cannot be right; the sentence names the place."""


@dataclass(frozen=True)
class Source:
    """Where a field's value comes from: one column, several joined, a fixed value, or a path from a relation resolved in the same row.

    values: translation of cell texts ("Shipped" → "delivered"). by: for a relation, the path by which the other record is found.
    """

    columns: tuple[str, ...] = ()
    join: str = " "
    value: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    by: str = ""
    take: str = ""


@dataclass(frozen=True)
class TableMap:
    """How one file becomes records of one model. `key`: the fields by which a record is found again."""

    model: type[models.Model]
    key: tuple[str, ...]
    sources: dict[str, Source]
    file: str = ""
    only_if_none: bool = False
    """Skip the table when the installation has records of this kind already (its own organisation)."""

    def field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)


def read_map(data: dict[str, Any]) -> TableMap:
    """From the JSON of a map file. Raises WrongMap naming what does not exist."""
    try:
        model = apps.get_model(data["model"])
    except (KeyError, LookupError, ValueError) as error:
        raise WrongMap(_("The map names no kind of record: %(error)s") % {"error": error}) from error
    sources = {name: _source(name, said) for name, said in data.get("columns", {}).items()}
    key = tuple(data.get("key", ()))
    for name in (*sources, *key):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise WrongMap(_("%(model)s has no field “%(name)s”.") % {"model": data["model"], "name": name}) from error
    if not key:
        raise WrongMap(_("The map of %(model)s names no key.") % {"model": data["model"]})
    return TableMap(model, key, sources, data.get("file", ""), data.get("only_if_none", False))


def _source(name: str, said: str | dict[str, Any]) -> Source:
    if isinstance(said, str):
        return Source(columns=(said,))
    columns = said.get("columns") or ([said["column"]] if "column" in said else [])
    known = {"column", "columns", "join", "value", "values", "by", "take"}
    unknown = set(said) - known
    if unknown:
        raise WrongMap(_("“%(name)s” says “%(word)s”, which no map understands.") % {"name": name, "word": min(unknown)})
    rest = {key: said[key] for key in known & set(said) - {"column", "columns"}}
    return Source(columns=tuple(columns), **rest)


def guess_map(model: type[models.Model], headings: list[str]) -> TableMap:
    """Match each heading with a field by its name or by its label in either language. Raises WrongMap when the model has no sheet."""
    screen = screen_of(model)
    if screen is None or screen.sheet is None:
        raise WrongMap(_("%(model)s cannot be imported.") % {"model": model._meta.verbose_name})
    sheet = screen.sheet
    known = {_plain(word): name for name in importable(model) for word in _words(model, name)}
    sources = {}
    for heading in headings:
        name = known.get(_plain(heading))
        if name and name not in sources:
            sources[name] = Source(columns=(heading,), by=sheet.references.get(name, "") or reference_key(model, name))
    return TableMap(model, (sheet.key,) if isinstance(sheet.key, str) else tuple(sheet.key), sources)


def map_of(model: type[models.Model], chosen: dict[str, str]) -> TableMap:
    """From what was chosen on the page: field → heading. What is no field of the sheet is left out."""
    screen = screen_of(model)
    known = set(importable(model))
    sources = {
        name: Source(columns=(heading,), by=screen.sheet.references.get(name, "") or reference_key(model, name))
        for name, heading in chosen.items()
        if name in known and heading
    }
    return TableMap(model, (screen.sheet.key,) if isinstance(screen.sheet.key, str) else tuple(screen.sheet.key), sources)


def importable(model: type[models.Model]) -> list[str]:
    """The fields of a sheet: those it names, else those of the form."""
    screen = screen_of(model)
    if screen.sheet and screen.sheet.fields:
        return list(screen.sheet.fields)
    return list(screen.form._meta.fields if screen.form else screen.fields)


def reference_key(model: type[models.Model], name: str) -> str:
    """By which field of the other record a relation is written: the key of its sheet; people by sign-in name."""
    target = model._meta.get_field(name).related_model
    if target is None:
        return ""
    screen = screen_of(target)
    if screen is not None and screen.sheet is not None:
        return screen.sheet.key if isinstance(screen.sheet.key, str) else screen.sheet.key[0]
    return next((each for each in ("username", "number", "code", "name") if each in {f.name for f in target._meta.fields}), "pk")


def _words(model: type[models.Model], name: str) -> list[str]:
    words = [name]
    for language in ("zh-hans", "en"):
        with override(language):
            words.append(str(model._meta.get_field(name).verbose_name))
    return words


def _plain(heading: str) -> str:
    return re.sub(r"[\s_*\-:：()（）]", "", heading).casefold()
