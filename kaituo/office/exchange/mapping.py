"""Which column of a file feeds which field, said in a map file or guessed from the headings."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from kaituo.foundation.records.models import Record
from kaituo.foundation.screens.screen import screen_of

from .choices import Mode
from .headings import FIRST_NAMES, LAST_NAMES, synonyms


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
    is_name: bool = False
    """First and last name of a person, in this order."""


@dataclass(frozen=True)
class TableMap:
    """How one file becomes records of one model. `key`: the fields by which a record is found again."""

    model: type[models.Model]
    key: tuple[str, ...]
    sources: dict[str, Source]
    file: str = ""
    mode: Mode = Mode.UPSERT
    on_demand: frozenset[str] = frozenset()
    """Relations whose missing records are created."""
    is_unowned: bool = False
    """New records belong to nobody, whatever the file says: they go into a pool."""
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
    mode = Mode(data.get("mode", Mode.UPSERT))
    missing = frozenset(data.get("on_demand", ()))
    return TableMap(model, key, sources, data.get("file", ""), mode, missing, data.get("only_if_none", False))


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
    chosen: dict[str, list[str]] = {}
    for heading, name in recognised(model, headings):
        chosen.setdefault(name, [heading])
    if "name" not in chosen and (parts := name_parts(headings)) and "name" in importable(model):
        chosen["name"] = parts
    sources = {name: _chosen(model, name, columns) for name, columns in chosen.items()}
    return TableMap(model, (sheet.key,) if isinstance(sheet.key, str) else tuple(sheet.key), sources)


def recognised(model: type[models.Model], headings: list[str]) -> list[tuple[str, str]]:
    """(heading, field): our own labels first, then what other systems say; the first heading of each field counts."""
    own = {_plain(word): name for name in importable(model) for word in _words(model, name)}
    theirs = {_plain(word): name for name, words in synonyms(model._meta.label).items() if name in importable(model) for word in words}
    found = [(heading, own[_plain(heading)]) for heading in headings if _plain(heading) in own]
    taken = {name for _heading, name in found}
    return found + [(heading, theirs[_plain(heading)]) for heading in headings if _plain(heading) in theirs and theirs[_plain(heading)] not in taken]


def name_parts(headings: list[str]) -> list[str]:
    """First and last name in columns of their own."""
    first = [heading for heading in headings if _plain(heading) in FIRST_NAMES]
    last = [heading for heading in headings if _plain(heading) in LAST_NAMES]
    return [first[0], last[0]] if first and last else []


def _chosen(model: type[models.Model], name: str, columns: list[str]) -> Source:
    screen = screen_of(model)
    is_name = len(columns) == 2 and sorted(columns) == sorted(name_parts(columns))
    return Source(
        columns=tuple(name_parts(columns) if is_name else columns),
        is_name=is_name,
        by=screen.sheet.references.get(name, "") or reference_key(model, name),
    )


def map_of(
    model: type[models.Model],
    chosen: dict[str, Any],
    *,
    key: str = "",
    mode: str = Mode.UPSERT,
    makes_missing: bool = False,
    is_unowned: bool = False,
) -> TableMap:
    """From what was chosen on the page: field → heading or headings. What is no field of the sheet is left out."""
    screen = screen_of(model)
    known = set(importable(model))
    listed = {name: [heading] if isinstance(heading, str) else list(heading) for name, heading in chosen.items() if heading}
    sources = {name: _chosen(model, name, columns) for name, columns in listed.items() if name in known}
    usual = (screen.sheet.key,) if isinstance(screen.sheet.key, str) else tuple(screen.sheet.key)
    missing = frozenset(name for name in sources if makes_missing and can_be_made(model, name))
    return TableMap(model, (key,) if key in known else usual, sources, mode=Mode(mode), on_demand=missing, is_unowned=is_unowned)


def keys_of(model: type[models.Model]) -> list[str]:
    """The fields by which a record may be found again: plain texts and numbers."""
    kinds = (models.CharField, models.IntegerField)
    return [name for name in importable(model) if isinstance(field := model._meta.get_field(name), kinds) and not field.choices]


def can_be_made(model: type[models.Model], name: str) -> bool:
    """Whether a record that a relation names can be created from its name alone."""
    target = model._meta.get_field(name).related_model
    if target is None or target is model or screen_of(target) is None or screen_of(target).sheet is None:
        return False
    entered = [field for field in target._meta.concrete_fields if field.editable and not field.primary_key]
    return {field.name for field in entered if not field.blank and not field.has_default()} == {"name"}


def importable(model: type[models.Model]) -> list[str]:
    """The fields of a sheet: those it names, else those of the form; and when the record came to be, which other systems know, too."""
    screen = screen_of(model)
    named = screen.sheet.fields if screen.sheet and screen.sheet.fields else screen.form._meta.fields if screen.form else screen.fields
    return [*named, *(["created_at"] if issubclass(model, Record) and "created_at" not in named else [])]


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
    return re.sub(r"[\s_*\-:：()（）/.]", "", heading).casefold()
