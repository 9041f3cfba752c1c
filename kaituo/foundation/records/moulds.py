"""New rows of one model by the thousand, not yet written. What is not given has its default, as when they are made one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models


class Mould:
    """Asks once what a model's fields are when nothing is said. Its rows are of one moment; other defaults that are made anew for each row are."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.model = model
        self.usual = [None if _is_made_anew(field) else field.get_default() for field in fields]
        self.made_anew = [(place, field.get_default) for place, field in enumerate(fields) if _is_made_anew(field)]
        self.places = {name: place for place, field in enumerate(fields) for name in (field.attname, *(() if field.remote_field else (field.name,)))}

    def cast(self, values: Mapping[str, Any]) -> models.Model:
        """Of a relation either the record or, as `owner_id`, its key."""
        cells = self.usual.copy()
        for place, default in self.made_anew:
            cells[place] = default()
        related = []
        for name, value in values.items():
            if (place := self.places.get(name)) is None:
                related.append((name, value))
            else:
                cells[place] = value
        row = self.model(*cells)
        for name, value in related:
            setattr(row, name, value)
        return row

    def cast_all(self, many: Iterable[Mapping[str, Any]]) -> list[models.Model]:
        return [self.cast(values) for values in many]


def _is_made_anew(field: models.Field) -> bool:
    return field.has_default() and callable(field.default) and not isinstance(field, models.DateField)
