"""What the keys of a group are called, and their natural order: days by time, closed lists as declared, records by their own order. One query per group."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User

from .engine.definition import Group
from .engine.table import Key
from .fields import Item
from .outcome import Names
from .records_of import field_at
from .spans import named

Rank = Callable[[Any], Any]


def names_and_rank(model: type[models.Model], group: Group, item: Item, keys: Collection[Any]) -> tuple[Names, Rank]:
    texts = _texts(model, group, item, keys)
    places = {key: number for number, key in enumerate(texts)}
    return Names(label_of(group, item), texts), lambda key: places.get(key, len(places))


def label_of(group: Group, item: Item) -> str:
    grains = {"day": _("day"), "week": _("week"), "month": _("month"), "quarter": _("quarter"), "year": _("year")}
    return f"{item.label} ({grains[group.grain]})" if group.grain else item.label


def _texts(model: type[models.Model], group: Group, item: Item, keys: Collection[Any]) -> dict[Any, str]:
    """In natural order."""
    known = [key for key in keys if key is not None]
    if group.grain:
        return {key: named(key, group.grain) for key in sorted(known)}
    field = field_at(model, item.path)
    if item.kind == "boolean":
        return {True: _("Yes"), False: _("No")}
    if item.kind == "choice":
        return {key: str(text) for key, text in field.flatchoices if key in set(known)} | {
            key: str(key) for key in known if key not in dict(field.flatchoices)
        }
    if item.kind in {"relation", "person"}:
        rows = field.related_model._default_manager.filter(pk__in=known)
        ordered = rows.order_by("sort_key", "pk") if field.related_model is User else rows.order_by(*(field.related_model._meta.ordering or ["pk"]))
        return {row.pk: str(row) for row in ordered}
    return {key: str(key) for key in sorted(known, key=str)}


def rank_of(ranks: list[Rank]) -> Rank:
    """Rows by their first group, then by the second."""

    def rank(key: Key) -> tuple:
        return tuple(each(part) for each, part in zip(ranks, key, strict=True))

    return rank
