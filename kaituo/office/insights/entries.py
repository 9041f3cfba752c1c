"""The page of entries: one page by key, and what the address narrowed them to, in words."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from kaituo.foundation.metrics.models import Entry

from .asked import Asked
from .dimensions import DIMENSIONS
from .links import NONE


def page_of(rows: QuerySet, after: str, size: int) -> tuple[Sequence[Model], int | None]:
    """The rows whose key comes after the one given, newest first; and the key after which the next page begins."""
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    if rows.model is Entry:
        rows = rows.select_related("person", "team")
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def described(asked: Asked) -> list[tuple[str, Any, str]]:
    """(name in the address, label, text) of every filter in force."""
    said = {name: str(value) for name, value in asked.scope.items()}
    chips = [(name, DIMENSIONS[name].label, _text(name, text)) for name, text in said.items() if name in DIMENSIONS]
    return chips


def _text(name: str, text: str) -> str:
    if text == NONE:
        return "—"
    dimension = DIMENSIONS[name]
    names = dimension.names([int(text) if text.isdigit() else text])
    return next(iter(names.values()), text)
