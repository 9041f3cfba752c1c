"""The columns of a list: what stands in a cell, how it is sorted, who may read it. No markup lives here; `cells.html` draws each kind."""

from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User

KINDS = [
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "instant"),
    (models.DateField, "day"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "integer"),
    (models.EmailField, "email"),
    (models.URLField, "address"),
    (models.ForeignKey, "relation"),
]
LEAST_FIRST = [Shows.HIDDEN, Shows.MASKED, Shows.FULL]


def shown(user: User, model: type[models.Model], path: str) -> Shows:
    """What the person sees of a field at the end of a path: each model on the way may rule on its own part."""
    seen: Shows = Shows.FULL
    for part in path.split("__"):
        seen = min(seen, shows(user, model, part), key=LEAST_FIRST.index) if hasattr(model, "access") else seen
        try:
            model = model._meta.get_field(part).related_model or model
        except FieldDoesNotExist:
            break
    return seen


class Cell(NamedTuple):
    """One value ready to be drawn. `text` is what people read, `value` what it is, `more` what else the kind needs (currency, tone)."""

    kind: str
    value: Any
    text: str = ""
    more: Any = None


MASKED = Cell("masked", None)


class Column:
    """A column over a field, a path through relations ("account__region") or a question of the row ("days_open")."""

    kind = ""

    def __init__(self, name: str, *, label: str = "", kind: str = "") -> None:
        self.name = name
        self._label = label
        self.kind = kind or self.kind
        self.model: type[models.Model] | None = None

    def bind(self, model: type[models.Model]) -> "Column":
        self.model = model
        return self

    @cached_property
    def field(self) -> models.Field | None:
        """The model field at the end of the path; None for a question of the row."""
        model, field = self.model, None
        for part in self.name.split("__"):
            try:
                field = model._meta.get_field(part)
            except FieldDoesNotExist:
                return None
            model = field.related_model or model
        return field

    @property
    def label(self) -> str:
        if self._label:
            return str(self._label)
        if self.field is not None:
            return capfirst(str(self.field.verbose_name))
        question = getattr(self.model, self.name, None)
        return capfirst(str(getattr(question, "label", self.name.replace("_", " "))))

    @cached_property
    def path(self) -> list[str]:
        return self.name.split("__")

    @cached_property
    def choices(self) -> dict[Any, Any]:
        return dict(self.field.flatchoices) if self.field is not None and self.field.choices else {}

    @cached_property
    def drawn_as(self) -> str:
        if self.kind:
            return self.kind
        if self.field is None:
            return "text"
        if self.field.choices:
            return "choice"
        if self.field.is_relation and self.field.related_model is User:
            return "person"
        return next((kind for cls, kind in KINDS if isinstance(self.field, cls)), "text")

    @property
    def is_sortable(self) -> bool:
        return self.field is not None

    @property
    def is_groupable(self) -> bool:
        return self.field is not None and "__" not in self.name and bool(self.field.choices or self.field.many_to_one)

    @property
    def is_number(self) -> bool:
        return self.drawn_as in {"decimal", "integer", "money", "share", "days"}

    @property
    def relation(self) -> str:
        """The path to select with the row, so that a list of 50 asks no more queries than a list of 2."""
        parts = self.name.split("__")
        if self.field is not None and self.field.is_relation:
            return self.name
        return "__".join(parts[:-1])

    def value(self, row: models.Model) -> Any:
        value: Any = row
        for part in self.path:
            value = getattr(value, part, None)
            if value is None:
                return None
        return value() if callable(value) else value

    def cell(self, row: models.Model) -> Cell:
        value = self.value(row)
        return Cell(self.drawn_as, value, self.text(row, value), self.more(row, value))

    def text(self, row: models.Model, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, models.Choices):
            return str(value.label)
        if self.choices:
            return str(self.choices.get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def more(self, row: models.Model, value: Any) -> Any:
        return None

    @cached_property
    def sort_path(self) -> str:
        """What the database sorts by: of a relation the name of the other row, not its key."""
        if self.field is None or not self.field.is_relation:
            return self.name
        related = self.field.related_model
        names = {field.name for field in related._meta.concrete_fields}
        ordering = [str(each).lstrip("-") for each in related._meta.ordering if "__" not in str(each)]
        named = next((name for name in ("sort_key", *ordering[:1], "name", "number") if name in names), "pk")
        return f"{self.name}__{named}"

    def shown_to(self, user: User) -> Shows:
        return shown(user, self.model, self.name)


class Money(Column):
    """An amount with its currency: a field of the row, or a path to it."""

    kind = "money"

    def __init__(self, name: str, *, currency: str = "currency", label: str = "") -> None:
        super().__init__(name, label=label)
        self.currency = Column(currency)

    def more(self, row: models.Model, value: Any) -> str:
        return self.currency.value(row) or ""


class Badge(Column):
    """A closed list in colour; the choices class may say its tones: `tones = {"won": "green"}`."""

    kind = "badge"

    def __init__(self, name: str, *, tones: dict[str, str] | None = None, label: str = "") -> None:
        super().__init__(name, label=label)
        self.tones = tones or {}

    def more(self, row: models.Model, value: Any) -> str:
        return self.tones.get(str(value), "neutral")


class Share(Column):
    """A fraction drawn as a percentage."""

    kind = "share"


class Columns:
    """The columns of a list, in order. `total`: the amount summed under the list; `hidden`: columns offered but not shown at first."""

    def __init__(self, *columns: str | Column, total: str = "", hidden: tuple[str | Column, ...] = ()) -> None:
        self.columns = [column if isinstance(column, Column) else Column(column) for column in columns]
        self.hidden = [column if isinstance(column, Column) else Column(column) for column in hidden]
        self.total = total

    def bind(self, model: type[models.Model]) -> None:
        for column in [*self.columns, *self.hidden]:
            column.bind(model)

    def all(self) -> list[Column]:
        return [*self.columns, *self.hidden]

    def for_user(self, user: User, chosen: list[str] | None = None) -> list[Column]:
        """The columns to draw: those the person chose, else the standard ones; never one hidden from her."""
        by_name = {column.name: column for column in self.all()}
        wanted = [by_name[name] for name in chosen or () if name in by_name] or self.columns
        return [column for column in wanted if column.shown_to(user) != Shows.HIDDEN]
