"""The parts of a record's page, its lines, its board and its sheet, as declared in a Screen; and Panels, by which upper contexts enrich lower pages."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import CHANGE, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.files import ALLOWED
from kaituo.foundation.records.models import Attachment, CustomField
from kaituo.foundation.records.sharing import VERBS, shares_of
from kaituo.foundation.ui.paper import links_to

from .columns import MASKED, Column
from .timeline import history

PANELS: dict[str, list["Panel"]] = {}


class Part:
    """A block of a record's page, drawn by its own template with the context it returns; `needs` names the permission over the row."""

    template = ""
    title = ""

    def bind(self, model: type[models.Model]) -> None:
        """Told once which model the page is about."""

    def context(self, row: models.Model, user: User) -> dict | None:
        """What the template needs; None: nothing to show to this person."""
        raise NotImplementedError


class Facts(Part):
    """Label and value, side by side."""

    template = "screens/parts/facts.html"

    def __init__(self, *columns: str | Column, title: str = "") -> None:
        self.columns = [column if isinstance(column, Column) else Column(column) for column in columns]
        self.title = title

    def bind(self, model: type[models.Model]) -> None:
        for column in self.columns:
            column.bind(model)

    def context(self, row: models.Model, user: User) -> dict | None:
        from_user = [(column, column.shown_to(user)) for column in self.columns]
        facts = [(column, column.cell(row), shown) for column, shown in from_user if shown != "hidden"]
        is_masked = any(shown == "masked" for _column, _cell, shown in facts)
        return {"facts": facts, "may_reveal": is_masked and may(user, "reveal", row)}


class Related(Part):
    """Rows that point to this one: a short table of those the person may see."""

    template = "screens/parts/related.html"

    def __init__(self, relation: str, *columns: str | Column, title: str = "", size: int = 20) -> None:
        self.relation, self.title, self.size = relation, title, size
        self.columns = [column if isinstance(column, Column) else Column(column) for column in columns]
        self.related_model: type[models.Model] | None = None
        self.path = ""

    def bind(self, model: type[models.Model]) -> None:
        related = model._meta.get_field(self.relation)
        self.related_model, self.path = related.related_model, related.field.name
        for column in self.columns:
            column.bind(self.related_model)

    def rows(self, row: models.Model, user: User) -> QuerySet:
        relations = [column.relation for column in self.columns if column.relation]
        rows = visible(user, self.related_model._default_manager.filter(**{self.path: row})).select_related(*relations)
        return rows.order_by(*(self.related_model._meta.ordering or ["-pk"]))

    def context(self, row: models.Model, user: User) -> dict | None:
        ruled = {column: column.shown_to(user) for column in self.columns}
        columns = [column for column, shows in ruled.items() if shows != "hidden"]
        found = list(self.rows(row, user)[: self.size + 1])
        lines = [(each, [column.cell(each) if ruled[column] == "full" else MASKED for column in columns]) for each in found[: self.size]]
        return {"columns": columns, "lines": lines, "has_more": len(found) > self.size, "related": self.related_model, "path": self.path}


class Timeline(Part):
    """What happened to the record and its lines, newest first, with what people said of it."""

    template = "screens/parts/timeline.html"
    size = 30

    def context(self, row: models.Model, user: User) -> dict | None:
        return {"history": history(row, user, self.size)}


class Files(Part):
    """The files kept with the record."""

    template = "screens/parts/files.html"
    title = _("Files")

    def context(self, row: models.Model, user: User) -> dict | None:
        kept = Attachment.objects.filter(subject_type=row._meta.label, subject_id=row.pk).select_related("added_by").order_by("-id")
        return {"files": list(kept), "may_attach": row.archived_at is None and may(user, CHANGE, row), "allowed": ",".join(ALLOWED)}


class CustomFacts(Part):
    """The values of the fields that administrators added; those of an archived field as long as the record has one."""

    template = "screens/parts/custom.html"
    title = _("More details")

    def context(self, row: models.Model, user: User) -> dict | None:
        fields = [(each, row.extra.get(each.key)) for each in CustomField.objects.of(type(row))]
        lines = [(each.name, each.drawn(value), each.is_archived) for each, value in fields if each.is_active or value not in (None, "")]
        return {"lines": lines} if lines else None


class Shares(Part):
    """With whom the record is shared, and the button that ends it."""

    template = "screens/parts/shares.html"
    title = _("Shared with")

    def context(self, row: models.Model, user: User) -> dict | None:
        words = dict(VERBS)
        lines = [(share, words[share.verb]) for share in shares_of(row)]
        return {"lines": lines, "may_end": may(user, CHANGE, row)} if lines else None


class Papers(Part):
    """The record as PDF, in every language there is. `address` names the view that prints it."""

    template = "screens/parts/papers.html"
    title = _("Print")

    def __init__(self, address: str) -> None:
        self.address = address

    def context(self, row: models.Model, user: User) -> dict | None:
        return {"links": links_to(self.address, row.pk)}


class Page:
    """The page of a record: its parts in order; those named `beside` stand in the narrow column."""

    def __init__(self, *parts: Part, beside: tuple[Part, ...] = ()) -> None:
        self.parts, self.beside = parts, beside

    def bind(self, model: type[models.Model]) -> None:
        for part in (*self.parts, *self.beside):
            part.bind(model)


class Panel(Part):
    """A part that an upper context hangs on a lower context's page: `class TicketsOfAccount(Panel): on = "customers.Account"`."""

    on = ""
    is_beside = False
    is_first = False
    """Stands above everything: what must not be overlooked."""

    def __init_subclass__(cls, **options) -> None:
        super().__init_subclass__(**options)
        if cls.on:
            PANELS.setdefault(cls.on, []).append(cls())


@dataclass
class Lines:
    """Rows edited inside their parent's form: the lines of an order. `through` is the foreign key to the parent."""

    model: type[models.Model]
    fields: tuple[str, ...]
    through: str
    title: str = ""
    extra: int = 1


@dataclass(frozen=True)
class BoardColumn:
    """One column: the value its cards have, and its heading. `asks`: a verb whose dialog opens when a card of another column is dropped here."""

    key: str
    label: str
    asks: Callable | None = None
    limit: int | None = None
    """How many cards it should hold at most; shown beside their number."""


@dataclass
class Board:
    """Columns by the values of a choice or relation; `drop` is the verb that a dragged card calls with {by: value}."""

    by: str
    card: tuple[str | Column, ...] = ()
    total: str = ""
    drop: Callable | None = None
    columns: Callable[[User, str], list[BoardColumn]] | None = None
    """Where the columns depend on a choice (one pipeline's stages): function (user, value of `switch`) → columns."""
    switch: str = ""
    """A relation of the row by which there are several boards."""
    size: int = 20
    """How many cards a column shows before it is asked for more."""
    order: str = ""
    """A field by whose values people order the cards of a column; `drop` is then told `after` which card one was put. Empty: the newest first."""
    begin: Callable[[User, str, str, str], models.Model] | None = None
    """Makes a card, not yet written, from what is typed under a column: function (user, value of `switch`, column, text) → row."""

    def __post_init__(self) -> None:
        self.facts = [column if isinstance(column, Column) else Column(column) for column in self.card]

    def bind(self, model: type[models.Model]) -> None:
        for column in self.facts:
            column.bind(model)


@dataclass
class Calendar:
    """Rows on a month: `on` is the date field that places them."""

    on: str


@dataclass
class Sheet:
    """The columns of import, export and the template file. `key`: the field by which an import finds a row again."""

    key: str
    fields: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    """How a relation is written in a file: {"account": "number"}; by default by the related screen's own key."""
