"""New rows of one model by the thousand, not yet written. What is not given has its default, as when they are made one by one."""

from collections.abc import Mapping
from typing import Any

from django.db import models


class Mould:
    """Asks once what a model's fields are when nothing is said. Its rows are of one moment; other defaults that are made anew for each row are."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.model = model
        self.usual = [None if _is_made_anew(field) else field.get_default() for field in fields]
        self.made_anew = [(place, field.get_default) for place, field in enumerate(fields) if _is_made_anew(field)]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        self.relations = {field.name: field for field in fields if field.is_relation}

    def cast(self, values: Mapping[str, Any]) -> models.Model:
        """Of a relation either the record or, as `owner_id`, its key."""
        cells = self.usual.copy()
        for place, default in self.made_anew:
            cells[place] = default()
        related = []
        for name, value in values.items():
            if (field := self.relations.get(name)) is None:
                cells[self.places[name]] = value
            else:
                cells[self.places[field.attname]] = value and getattr(value, field.target_field.attname)
                related.append((field, value))
        row = self.model(*cells)
        for field, value in related:
            field.set_cached_value(row, value)
        return row


def _is_made_anew(field: models.Field) -> bool:
    return field.has_default() and callable(field.default) and not isinstance(field, models.DateField)
