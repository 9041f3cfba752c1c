"""Hangs onto one record what hung on another: every foreign key of every kind, and the rows that name a record by its kind and number.

What may stand only once (a tag, a line of a unique pair) and stands on both stays with the old record, so that nothing is lost.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

FOLLOWING: dict[str, tuple[str, str]] = {}
"""{label: (field of the kind, field of the number)} of the rows that hang on records of any kind. Events do not: they say what happened to whom."""


class Moved(NamedTuple):
    model: str
    field: str
    ids: list[int]


def follows(label: str, kind: str, key: str) -> None:
    """Declare rows that hang on records of any kind: `follows("records.Comment", "subject_type", "subject_id")`."""
    FOLLOWING[label] = (kind, key)


def repoint(source: models.Model, target: models.Model) -> list[Moved]:
    """What moved, kind by kind."""
    parts = [*_by_key(source, target), *_by_name(source, target)]
    return [moved for moved in parts if moved.ids]


def put_back(moved: Moved, source: models.Model, target: models.Model) -> None:
    """What was moved from the source and still hangs on the target returns."""
    rows = apps.get_model(moved.model)._base_manager.filter(pk__in=moved.ids, **{moved.field: target.pk})
    rows.update(**{moved.field: source.pk})


def relations_to(model: type[models.Model]) -> Iterator[models.Field]:
    """Every foreign key that leads to the model, those of hidden tables of pairs too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def _by_key(source: models.Model, target: models.Model) -> Iterator[Moved]:
    for field in relations_to(type(source)):
        rows = field.model._base_manager.filter(**{field.attname: source.pk})
        if field.model is type(target):
            rows = rows.exclude(pk=target.pk)
        yield _move(rows, field.model, field.name, field.attname, target)


def _by_name(source: models.Model, target: models.Model) -> Iterator[Moved]:
    for label, (kind, key) in FOLLOWING.items():
        model = apps.get_model(label)
        yield _move(model._base_manager.filter(**{kind: source._meta.label, key: source.pk}), model, key, key, target)


def _move(rows: models.QuerySet, model: type[models.Model], name: str, attname: str, target: models.Model) -> Moved:
    ids = sorted(set(rows.values_list("pk", flat=True)) - _standing_twice(rows, model, name, attname, target))
    model._base_manager.filter(pk__in=ids).update(**{attname: target.pk})
    return Moved(model._meta.label, attname, ids)


def _standing_twice(rows: models.QuerySet, model: type[models.Model], name: str, attname: str, target: models.Model) -> set[Any]:
    """The rows whose like the target has already, where only one may stand."""
    found: set[Any] = set()
    for names in _unique_together(model, name):
        others = [model._meta.get_field(each).attname for each in names if each != name]
        there = set(model._base_manager.filter(**{attname: target.pk}).values_list(*others)) if others else None
        for pk, *values in rows.values_list("pk", *others):
            taken = tuple(values) in there if there is not None else model._base_manager.filter(**{attname: target.pk}).exists()
            found |= {pk} if taken else set()
    return found


def _unique_together(model: type[models.Model], name: str) -> list[tuple[str, ...]]:
    constraints = [each.fields for each in model._meta.total_unique_constraints if name in each.fields]
    conditional = [each.fields for each in model._meta.constraints if isinstance(each, models.UniqueConstraint) and name in each.fields]
    together = [tuple(names) for names in model._meta.unique_together if name in names]
    return [*constraints, *conditional, *together, *([(name,)] if model._meta.get_field(name).unique else [])]
