"""Opens a number into the record behind it: from the kind and id that a ledger keeps to the record's text and page, many at once.

A record without a page of its own (the line of an order) opens the page of the record through which it is seen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve

from kaituo.foundation.identity.access import access_of, visible
from kaituo.foundation.identity.models import User

from .screen import SCREENS, model_of, screen_of, url_of

Key = tuple[str, int]


@dataclass(frozen=True)
class Source:
    text: str = ""
    url: str = ""


def sources(keys: Iterable[Key], user: User) -> dict[Key, Source]:
    """Text and page of the records that the person may see; the others are left out. One query per kind of record."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        if kind:
            by_kind[kind].add(pk)
    return {(kind, row.pk): Source(_text(row), _url(row)) for kind, ids in by_kind.items() for row in _rows(kind, ids, user)}


def record_at(address: str, user: User) -> Model | None:
    """The record whose page has the address that somebody pasted, if she may see it."""
    try:
        found = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    screen = next((each for each in SCREENS.values() if found.url_name == f"{each.name}-page"), None)
    return visible(user, screen.model._default_manager.filter(pk=found.kwargs["pk"])).first() if screen else None


def _rows(kind: str, ids: set[int], user: User) -> list[Model]:
    model = model_of(kind)
    rows = visible(user, model._default_manager.filter(pk__in=ids))
    path = access_of(model).via
    if not path or screen_of(model):
        return list(rows)
    named = [field.name for field in model._meta.fields if field.many_to_one]
    return list(rows.select_related(path, *named))


def _url(row: Model) -> str:
    above = _above(row)
    return url_of(above) if above else ""


def _text(row: Model) -> str:
    above = _above(row)
    return str(row) if above in (None, row) else f"{above} · {row}"


def _above(row: Model) -> Model | None:
    """The row itself when its kind has a page, else the nearest one through which it is seen."""
    if screen_of(type(row)):
        return row
    for part in filter(None, access_of(type(row)).via.split("__")):
        row = getattr(row, part)
        if screen_of(type(row)):
            return row
    return None
