"""What a list shows of a Screen to one person at one address: rows, columns, order, groups, totals. Lists, boards, calendars and exports ask here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Model, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import CHANGE, reaches_all, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.search.finding import narrowed

from .columns import MASKED, Cell, Column, shown
from .filters import Applied, Filter, apply
from .keyset import KeyPage, Order, key_page
from .models import ColumnChoice
from .screen import Screen

COUNTED = 1000
"""Beyond this many rows a list says "1,000+": an exact count would cost more than the page."""


@dataclass(frozen=True)
class Group:
    """Rows with the same value; `totals` are (currency, sum)."""

    text: str
    count: int
    totals: list[tuple[str, Any]]


class Head(NamedTuple):
    """What every cell of a column shares, worked out once for the page."""

    name: str
    label: str
    is_number: bool
    is_sortable: bool
    change: str
    """What the button says that opens the value's form in place; empty where there is none."""


class Line(NamedTuple):
    row: Model
    key: int
    cells: list[tuple[Cell, Head]]
    may_change: bool
    group: Group | None = None
    """The group that begins with this line."""


class Listing:
    """`skipped` names filters that a board or calendar answers by its own shape."""

    def __init__(self, screen: Screen, user: User, query: QueryDict, skipped: tuple[str, ...] = ()) -> None:
        self.screen, self.user, self.query, self.skipped = screen, user, query, skipped

    @cached_property
    def is_archive(self) -> bool:
        return self.screen.is_archivable and self.query.get("archived") == "yes"

    @cached_property
    def filters(self) -> list[Filter]:
        return [each for each in self.screen.bound_filters if each.name not in self.skipped and each.shown_to(self.user)]

    @cached_property
    def _narrowed(self) -> tuple[QuerySet, list[Applied]]:
        rows, applied = apply(self.filters, self.screen.rows(self.user, archived=self.is_archive), self.query, self.user)
        return self._search(rows), applied

    @property
    def rows(self) -> QuerySet:
        """The rows the address asks for, among those the person may see."""
        return self._narrowed[0]

    @property
    def applied(self) -> list[Applied]:
        return self._narrowed[1]

    def _search(self, rows: QuerySet) -> QuerySet:
        """By the index of the search box; what is put away has left it, and is read row by row."""
        text = self.query.get("q", "").strip()
        if not text or not self.screen.finds:
            return rows
        if self.screen.found_by:
            others = rows.model._meta.get_field(self.screen.found_by).related_model._default_manager.all()
            return rows.filter(**{f"{self.screen.found_by}__in": narrowed(self.user, others, text, guarded=False).values("pk")})
        if not self.is_archive:
            return narrowed(self.user, rows, text)
        condition = Q()
        for name in self.screen.finds:
            if shown(self.user, self.screen.model, name) == Shows.FULL:
                condition |= Q(**{f"{name}__icontains": text})
        return rows.filter(condition)

    @cached_property
    def columns(self) -> list[Column]:
        """Those the address names, else those the person chose, else the standard ones."""
        named = self.query.getlist("column") or ColumnChoice.of(self.user, self.screen.label)
        return self.screen.table.for_user(self.user, named)

    @cached_property
    def heads(self) -> list[Head]:
        inline = () if self.is_archive else self.screen.inline
        labels = [(each, each.label) for each in self.columns]
        changes = {each.name: _("Change %(name)s") % {"name": label} for each, label in labels if each.name in inline}
        return [Head(each.name, label, each.is_number, each.is_sortable, changes.get(each.name, "")) for each, label in labels]

    def is_full(self, name: str) -> bool:
        return shown(self.user, self.screen.model, name) == Shows.FULL

    @cached_property
    def related_rows(self) -> QuerySet:
        """The rows with every relation that a cell or a question of theirs will ask for."""
        relations = {column.relation for column in self.columns if column.relation}
        return self.rows.select_related(*relations, *self.screen.reads)

    @cached_property
    def group_column(self) -> Column | None:
        asked = self.query.get("group", "")
        return next((column for column in self.screen.groupable if column.name == asked and self.is_full(asked)), None)

    @cached_property
    def order(self) -> Order:
        """The asked order if the column is sortable and readable to the person, else the screen's own."""
        asked = Order.parse(self.query.get("sort") or self.screen.sort)
        if self.group_column:
            return Order(self.group_column.name, asked.is_descending and asked.field == self.group_column.name, self.group_column.field.attname)
        column = next((each for each in self.screen.table.all() if each.name == asked.field and each.is_sortable), None)
        if column is not None and self.is_full(column.name):
            return Order(asked.field, asked.is_descending, column.sort_path)
        return Order.parse(self.screen.sort)

    @cached_property
    def page(self) -> KeyPage:
        page = key_page(self.related_rows, self.order, self.screen.page_size, self.query.get("key", ""))
        self.screen.fill(page.rows)
        return page

    @cached_property
    def count(self) -> int:
        """At most one more than COUNTED."""
        return self.rows.order_by()[: COUNTED + 1].count()

    @property
    def is_capped(self) -> bool:
        return self.count > COUNTED

    @cached_property
    def lines(self) -> list[Line]:
        changeable, groups = self._changeable(), self._groups()
        lines, before = [], object()
        for row in self.page.rows:
            value = getattr(row, self.group_column.field.attname) if self.group_column else before
            group = None if value == before else groups.get(value)
            before = value
            lines.append(Line(row, row.pk, self.cells(row), row.pk in changeable, group))
        return lines

    @cached_property
    def _readable(self) -> list[Column | None]:
        """The columns; None in place of one whose values the person may not read."""
        return [column if self.is_full(column.name) else None for column in self.columns]

    def cells(self, row: Model) -> list[tuple[Cell, Head]]:
        drawn = [column.cell(row) if column else MASKED for column in self._readable]
        return list(zip(drawn, self.heads, strict=True))

    def _changeable(self) -> set[int]:
        """Asked once for the page, and only where something can be changed in the list and not everything may be."""
        if not self.screen.inline or self.is_archive:
            return set()
        keys, model = {row.pk for row in self.page.rows}, self.screen.model
        if reaches_all(self.user, model, CHANGE):
            return keys
        return set(visible(self.user, model._default_manager.filter(pk__in=keys), CHANGE).values_list("pk", flat=True))

    @cached_property
    def totals(self) -> list[tuple[str, Any]]:
        """The sum of the total column, one per currency: different currencies are never added."""
        name = self.screen.table.total
        if not name or self.is_capped or not self.is_full(name):
            return []
        if not self.has_currency:
            return [("", self.rows.order_by().aggregate(total=Sum(name))["total"])]
        return list(self.rows.order_by().values_list("currency").annotate(total=Sum(name)).order_by("currency"))

    @cached_property
    def has_currency(self) -> bool:
        try:
            self.screen.model._meta.get_field("currency")
        except FieldDoesNotExist:
            return False
        return True

    def _groups(self) -> dict[Any, Group]:
        """Every group's size and sums, from one query."""
        if self.group_column is None:
            return {}
        path, name = self.group_column.field.attname, self.screen.table.total
        has_total = bool(name) and self.is_full(name)
        keys = [path, "currency"] if has_total and self.has_currency else [path]
        sums = {"count": Count("pk"), **({"total": Sum(name)} if has_total else {})}
        texts = {getattr(row, path): self.group_column.text(row, self.group_column.value(row)) for row in self.page.rows}
        groups: dict[Any, Group] = {}
        for found in self.rows.order_by().values(*keys).annotate(**sums):
            before = groups.get(found[path], Group(texts.get(found[path], ""), 0, []))
            added = [(found.get("currency", ""), found["total"])] if has_total else []
            groups[found[path]] = Group(before.text, before.count + found["count"], before.totals + added)
        return groups
