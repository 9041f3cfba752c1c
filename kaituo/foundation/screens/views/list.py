"""The list: filtered, searched, sorted, paged by key; as many queries for fifty rows as for two."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.choices import Shows

from ..columns import Cell, Column
from ..filters import Applied, apply
from ..keyset import KeyPage, Order, key_page
from .base import ScreenView

COUNTED = 1000
"""Beyond this many rows a list says "1,000+": an exact count would cost more than the page."""


@dataclass(frozen=True)
class Line:
    row: Model
    cells: list[Cell]


class ListView(ScreenView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows, applied = self.narrowed()
        order = self.order()
        page = key_page(rows.select_related(*self.relations()), order, self.screen.page_size, request.GET.get("key", ""))
        context = self.context(rows, applied, order, page)
        return self.render("list", context, block="rows" if request.htmx and not request.htmx.boosted else None)

    def narrowed(self) -> tuple[QuerySet, list[Applied]]:
        """The rows the address asks for, among those the person may see."""
        user = self.request.user
        rows, applied = apply(self.screen.bound_filters, self.screen.rows(user), self.request.GET, user)
        return self.search(rows), applied

    def search(self, rows: QuerySet) -> QuerySet:
        text = self.request.GET.get("q", "").strip()
        if not text or not self.screen.finds:
            return rows
        condition = Q()
        for name in self.screen.finds:
            condition |= Q(**{f"{name}__icontains": text})
        return rows.filter(condition)

    def columns(self) -> list[Column]:
        return self.screen.table.for_user(self.request.user, self.request.GET.getlist("column"))

    def relations(self) -> list[str]:
        return [column.relation for column in self.columns() if column.relation]

    def order(self) -> Order:
        """The asked order if the column is sortable and readable to the person, else the screen's own."""
        asked = Order.parse(self.request.GET.get("sort") or self.screen.sort)
        sortable = {column.name for column in self.columns() if column.is_sortable and column.shown_to(self.request.user) == Shows.FULL}
        return asked if asked.field in sortable else Order.parse(self.screen.sort)

    def context(self, rows: QuerySet, applied: list[Applied], order: Order, page: KeyPage) -> dict[str, Any]:
        columns = self.columns()
        count = rows.order_by()[: COUNTED + 1].count()
        return {
            "columns": columns,
            "lines": [Line(row, self.cells(row, columns)) for row in page.rows],
            "page": page,
            "order": order,
            "filters": self.screen.bound_filters,
            "applied": applied,
            "count": min(count, COUNTED),
            "is_capped": count > COUNTED,
            "totals": self.totals(rows) if count <= COUNTED else [],
            "query": self.request.GET,
            "may_create": self.screen.may_be_created_here and may(self.request.user, "create", self.screen.model),
        }

    def cells(self, row: Model, columns: list[Column]) -> list[Cell]:
        user = self.request.user
        return [column.cell(row) if column.shown_to(user) == Shows.FULL else Cell("masked", None) for column in columns]

    def totals(self, rows: QuerySet) -> list[tuple[str, Any]]:
        """The sum of the total column, one per currency: different currencies are never added."""
        name = self.screen.table.total
        if not name:
            return []
        try:
            self.screen.model._meta.get_field("currency")
        except FieldDoesNotExist:
            return [("", rows.order_by().aggregate(total=Sum(name))["total"])]
        return list(rows.order_by().values_list("currency").annotate(total=Sum(name)).order_by("currency"))
