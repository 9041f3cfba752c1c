"""The page of entries: one page by key, and what the address narrowed them to, in words."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from kaituo.foundation.identity.access import VIEW, owners_in_reach, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import Measure, measure_named
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.sources import Source, sources

from .asked import Asked
from .dimensions import DIMENSIONS, is_number
from .figures import worked_out
from .links import NONE


def page_of(rows: QuerySet, after: str, size: int) -> tuple[Sequence[Model], int | None]:
    """The rows whose key comes after the one given, newest first; and the key after which the next page begins."""
    if is_number(after):
        rows = rows.filter(pk__lt=int(after))
    if rows.model is Entry:
        rows = rows.select_related("person", "team")
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def summed(measure: Measure, rows: QuerySet[Entry]) -> dict[str, Any]:
    """What all of them come to; of a formula, what each part comes to and what follows."""
    parts, value = worked_out(measure, rows) if measure.formula else ([], None)
    return {"total": None if parts else rows.total(), "parts": parts, "worked_out": value}


def with_sources(page: Sequence[Entry], user: User) -> list[tuple[Entry, Measure, Source | None]]:
    """Each entry with its measure and the record behind it, if the person may see that."""
    found = sources({(row.source_type, row.source_id) for row in page}, user)
    return [(row, measure_named(row.measure), found.get((row.source_type, row.source_id))) for row in page]


def described(asked: Asked, user: User) -> list[tuple[str, Any, str]]:
    """(name in the address, label, text) of every filter in force."""
    said = {name: str(value) for name, value in asked.scope.items()}
    chips = [(name, DIMENSIONS[name].label, _text(name, text, user)) for name, text in said.items() if name in DIMENSIONS]
    return chips


def _text(name: str, text: str, user: User) -> str:
    """What a key is called, if the person may see the record of that name."""
    if text == NONE:
        return "—"
    dimension = DIMENSIONS[name]
    if dimension.model is None:
        return dimension.names([text]).get(text, text)
    if not is_number(text):
        return text
    row = _named(dimension.model._default_manager.filter(pk=int(text)), user).first()
    return str(row) if row else "—"


def _named(rows: QuerySet, user: User) -> QuerySet:
    """Those whose name she knows: of people also whoever's entries she sees."""
    if rows.model is User:
        reached = owners_in_reach(user, Entry, VIEW)
        return rows if reached is None else rows.filter(pk__in=reached)
    return visible(user, rows) if hasattr(rows.model, "access") else rows
