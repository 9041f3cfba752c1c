"""Screen: the declaration of one plain area. It says what to show; the view files know how.

Freedom comes in four rungs: change the declaration; put a template at `<context>/templates/<context>/<model>/list.html`; name another view class
(`list_view = MyListView`); write an ordinary view of your own.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.text import capfirst

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.ui.addresses import address

from .columns import Column, Columns
from .filters import Filter, filter_for
from .parts import PANELS, Board, Calendar, Lines, Page, Panel, Sheet

SCREENS: dict[str, "Screen"] = {}


class Screen:
    """Subclass it in a context's `screens.py`; the class itself is the declaration, one instance of it serves every request."""

    model: type[models.Model]
    slug = ""
    """The word in the address; by default the model's name in the plural."""
    group = ""
    """The group of the navigation it stands in; empty: reached from elsewhere."""
    icon = "file"
    order = 50
    pinned = 0
    """Its place in the tab bar of the phone, of which those with the smallest numbers are shown; 0: none."""
    quick = False
    """Stands under the button “New” of every page, for those who may create it."""
    table: Columns
    filters: tuple[str | Filter, ...] = ()
    finds: tuple[str, ...] = ()
    """Fields that the search box of the list looks into."""
    found_by = ""
    """A relation whose record is looked for instead, by what nobody sees masked: for rows that only tell more of another record."""
    sort = "-pk"
    page: Page = Page()
    form: type[ModelForm] | None = None
    fields: tuple[str, ...] = ()
    """The fields of the generated form, where no `form` is given. Empty: the record is not edited through a form."""
    presets: tuple[str, ...] = ()
    """Relations that need not be filled, but are, where there is only one to choose; those that must be filled are anyway."""
    firsts: tuple[str, ...] = ()
    """Relations that begin with the first of several, in their own order."""
    lines: tuple[Lines, ...] = ()
    board: Board | None = None
    calendar: Calendar | None = None
    sheet: Sheet | None = None
    buttons: tuple[Callable, ...] = ()
    forward: tuple[Callable, ...] = ()
    """Of the buttons those that take a record a step further, the likeliest first: the first that is possible stands out."""
    bulk: tuple[Callable, ...] = ()
    inline: tuple[str, ...] = ()
    """Fields that may be edited in the list itself."""
    reads: tuple[str, ...] = ()
    """Relations read with every row, because questions shown in the table ask them."""
    shown_once: dict[str, str] = {}
    """{verb, or "create": a question of the record} whose answer, such as a new secret, is given to whoever did that, this once."""
    is_plain = False
    """A record that only serves others (a tag, a custom field): no tags, files or sharing of its own."""
    page_size = 50
    teaches = ""
    """What an empty list says to someone who sees it for the first time."""

    def __init_subclass__(cls, **options) -> None:
        super().__init_subclass__(**options)
        if "model" in cls.__dict__:
            SCREENS[cls.model._meta.label] = cls()

    def __init__(self) -> None:
        self.table.bind(self.model)
        self.page.bind(self.model)
        if self.board:
            self.board.bind(self.model)
        if not self.slug:
            self.slug = f"{self.model._meta.model_name}s"

    @property
    def label(self) -> str:
        return self.model._meta.label

    @cached_property
    def name(self) -> str:
        """The prefix of its url names: "pipeline-opportunity"."""
        return f"{self.model._meta.app_label}-{self.model._meta.model_name}"

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def noun(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @cached_property
    def bound_filters(self) -> list[Filter]:
        return [filter_for(name, self.model) for name in self.filters]

    @cached_property
    def verbs(self) -> dict[str, Verb]:
        """Every verb that a button or the bulk bar offers, by name."""
        return {function.verb.name: function.verb for function in (*self.buttons, *self.bulk)}

    @cached_property
    def groupable(self) -> list[Column]:
        """The columns by whose values the list may be grouped: closed lists and relations of the row itself."""
        return [column for column in self.table.all() if column.is_groupable]

    @property
    def panels(self) -> list[Panel]:
        return PANELS.get(self.label, [])

    @property
    def may_be_created_here(self) -> bool:
        return bool(self.form or self.fields)

    def opens_with(self) -> str:
        """The query with which the list opens, for those who saved no view of their own; empty: everything."""
        return ""

    def fill(self, rows: list[models.Model]) -> None:
        """Read at once what the cells of these rows will ask for. Nothing, unless a screen's columns are computed from elsewhere."""

    def begun_at(self, row: models.Model) -> dict[str, Any]:
        """What a new record takes over from the record on whose page it is begun, beside the relations that both have."""
        return {}

    def url(self, view: str, *args) -> str:
        return address(f"{self.name}-{view}", *args)

    @property
    def is_archivable(self) -> bool:
        return issubclass(self.model, Record)

    def rows(self, user: User, *, archived: bool = False) -> QuerySet:
        """The rows this person may see: without those put away, or only those."""
        rows = visible(user, self.model._default_manager.all())
        if self.is_archivable:
            return rows.filter(archived_at__isnull=not archived)
        return rows

    def template(self, view: str) -> list[str]:
        """The context's own template if it has one, else the general one."""
        meta = self.model._meta
        return [f"{meta.app_label}/{meta.model_name}/{view}.html", f"screens/{view}.html"]


def screen_of(model: type[models.Model] | str) -> Screen | None:
    return SCREENS.get(model if isinstance(model, str) else model._meta.label)


def url_of(row: models.Model) -> str:
    """The address of a record's page; empty where its kind has none."""
    screen = screen_of(type(row))
    return screen.url("page", row.pk) if screen else ""


def model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)
