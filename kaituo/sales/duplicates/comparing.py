"""Two records side by side: where they differ, which value is proposed, what hangs on each."""

from dataclasses import dataclass

from django.db import models

from kaituo.foundation.identity.access import shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.merging import may_be_taken
from kaituo.foundation.records.repointing import relations_to
from kaituo.foundation.screens.columns import Cell, Column

from .actions.judging import gaps


@dataclass(frozen=True)
class Line:
    """One field of both; `differs`: there is something to choose; `from_other`: the other's value is proposed."""

    name: str
    label: str
    kept: Cell
    other: Cell
    differs: bool
    from_other: bool


def compared(kept: models.Model, other: models.Model, user: User) -> list[Line]:
    """Fields that both leave empty are left out, and those that the person may not read: they stay as they are."""
    filling = set(gaps(kept, other))
    fields = [field for field in may_be_taken(type(kept)) if shows(user, type(kept), field.name) == Shows.FULL]
    lines = [_line(field, kept, other, field.name in filling) for field in fields]
    return [line for line in lines if line.kept.value not in (None, "") or line.other.value not in (None, "")]


def _line(field: models.Field, kept: models.Model, other: models.Model, from_other: bool) -> Line:
    column = Column(field.name).bind(type(kept))
    differs = getattr(kept, field.attname) != getattr(other, field.attname)
    return Line(field.name, column.label, column.cell(kept), column.cell(other), differs, from_other)


def hanging(row: models.Model) -> list[tuple[str, int]]:
    """(kind, how many) of what would go along."""
    counts = []
    for field in relations_to(type(row)):
        if hasattr(field.model, "access"):
            count = field.model._base_manager.filter(**{field.attname: row.pk}).count()
            counts += [(str(field.model._meta.verbose_name_plural), count)] if count else []
    return counts
