"""The records that a file names: looked up for the whole table at once, by the key of their sheet or by what else names them; created on demand."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.aliases import survivors
from kaituo.foundation.records.models import Record

LOOKED_UP = 500
NAMES = ("number", "code", "username", "name", "email")
"""By these, in this order, people name a record in a file."""


class Relations:
    """Of one model and one person: {field: {text: record}}. What several records are called names none of them."""

    def __init__(self, by: User, on_demand: frozenset[str]) -> None:
        self.by, self.on_demand = by, on_demand
        self.found: dict[str, dict[str, models.Model]] = {}
        self.ambiguous: dict[str, set[str]] = {}
        self.made: dict[tuple[type[models.Model], str], models.Model] = {}

    def look_up(self, name: str, target: type[models.Model], path: str, wanted: set[str]) -> None:
        self.found[name], self.ambiguous[name] = {}, set()
        for each in _paths(target, path):
            missing = wanted - self.found[name].keys() - self.ambiguous[name]
            for text, row in self._records(target, each, missing):
                self._take(name, text, row)

    def _take(self, name: str, text: str, row: models.Model) -> None:
        other = self.found[name].setdefault(text, row)
        if other.pk != row.pk:
            self.ambiguous[name].add(text)

    def _records(self, target: type[models.Model], path: str, wanted: set[str]) -> Iterable[tuple[str, models.Model]]:
        """People are known to everyone by name; whose records one may write is asked when they are written. One that was merged stands for its survivor."""
        rows = User.objects.people() if target is User else target._default_manager.all()
        rows = visible(self.by, rows) if target is not User and hasattr(target, "access") and access_of(target) else rows
        texts = sorted(wanted)
        for start in range(0, len(texts), LOOKED_UP):
            some = list(rows.filter(**{f"{path}__in": texts[start : start + LOOKED_UP]}).annotate(looked_up_by=models.F(path)))
            yield from self._living(target, rows, some)

    def _living(self, target: type[models.Model], rows: models.QuerySet, some: list[models.Model]) -> Iterator[tuple[str, models.Model]]:
        archived = [row.pk for row in some if isinstance(row, Record) and row.is_archived]
        moved = survivors(target, archived) if archived else {}
        there = rows.in_bulk(set(moved.values())) if moved else {}
        for row in some:
            yield str(row.looked_up_by), there.get(moved.get(row.pk), row)

    def one(self, name: str, target: type[models.Model], text: str) -> models.Model | None:
        """Raises ValidationError where the text names several."""
        if text in self.ambiguous[name]:
            noun = target._meta.verbose_name
            raise ValidationError(_("There are several records “%(text)s” (%(noun)s). Name it by its number.") % {"text": text, "noun": noun})
        row = self.found[name].get(text)
        return row or (self._make(target, text) if name in self.on_demand else None)

    def _make(self, target: type[models.Model], text: str) -> models.Model | None:
        """Unsaved: whoever writes the table writes these first. One of each name, whose owner is the person herself."""
        if not may(self.by, "create", target):
            return None
        if (target, text) not in self.made:
            owner = access_of(target).owner
            mine = {owner: self.by} if owner and "__" not in owner and not self.by.is_system else {}
            row = target(name=text, **mine)
            row.clean_fields(exclude=[field.name for field in target._meta.fields if field.is_relation])
            self.made[target, text] = row
        return self.made[target, text]


def _paths(target: type[models.Model], path: str) -> list[str]:
    known = {field.name for field in target._meta.concrete_fields}
    return list(dict.fromkeys([path, *(each for each in NAMES if each in known)]))
