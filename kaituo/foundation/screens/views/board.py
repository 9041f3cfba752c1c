"""The board: a column for each value, cards paged per column, sums per currency; a dropped card calls the verb."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse

from kaituo.foundation.identity.access import demand, may, visible
from kaituo.foundation.records import actions
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.records.verbs import perform

from ..columns import Cell
from ..filters import is_id
from ..keyset import KeyPage, Order, key_page
from ..listing import MASKED, Listing
from ..parts import Board, BoardColumn
from .base import ScreenView, toast
from .verb import bound_verb_form


@dataclass(frozen=True)
class Card:
    row: Any
    facts: list[tuple[str, Cell]]
    is_stale: bool
    badges: list[tuple[str, str, str]]
    """(text, tone, icon) that the screen's `fill` gave the row."""


@dataclass(frozen=True)
class DrawnColumn:
    column: BoardColumn
    cards: list[Card]
    next_key: str
    count: int
    totals: list[tuple[str, Any]]

    @property
    def is_over(self) -> bool:
        return self.column.limit is not None and self.count > self.column.limit


class BoardView(ScreenView):
    @property
    def board(self) -> Board:
        if self.screen.board is None:
            raise Http404
        return self.screen.board

    def get(self, request: HttpRequest) -> HttpResponse:
        self.listing = Listing(self.screen, request.user, request.GET, skipped=(self.board.by, self.board.switch))
        asked = request.GET.get("column", "")
        columns = [column for column in self.columns if not asked or column.key == asked]
        if asked:
            return self.render("board_more", {"drawn": self.drawn(columns), **self.around()}, block="more" if request.htmx else None)
        return self.render("board", {"drawn": self.drawn(columns), **self.around()}, block="board" if request.htmx else None)

    @cached_property
    def switch(self) -> str:
        """Which of several boards: the one asked for, else the first."""
        offered = [str(row.pk) for row in self.switches]
        asked = self.request.GET.get(self.board.switch, "") if self.board.switch else ""
        return asked if asked in offered else next(iter(offered), "")

    @cached_property
    def switches(self) -> list:
        if not self.board.switch:
            return []
        rows = self.screen.model._meta.get_field(self.board.switch).related_model._default_manager.all()
        rows = rows.filter(archived_at__isnull=True) if hasattr(rows.model, "archived_at") else rows
        return list(visible(self.request.user, rows))

    @cached_property
    def columns(self) -> list[BoardColumn]:
        if self.board.columns:
            return self.board.columns(self.request.user, self.switch) if self.switch or not self.board.switch else []
        return [BoardColumn(str(value), str(label)) for value, label in self.screen.model._meta.get_field(self.board.by).flatchoices]

    @cached_property
    def rows(self) -> QuerySet:
        relations = {column.relation for column in self.board.facts if column.relation} | {self.board.by} & self.relations
        rows = self.listing.rows.select_related(*relations, *self.screen.reads)
        return rows.filter(**{self.board.switch: self.switch}) if self.board.switch and self.switch else rows

    @property
    def relations(self) -> set[str]:
        return {field.name for field in self.screen.model._meta.concrete_fields if field.is_relation}

    def drawn(self, columns: list[BoardColumn]) -> list[DrawnColumn]:
        counts, totals = self.sums()
        pages = [(column, self.cards_of(column)) for column in columns]
        self.screen.fill([row for _column, page in pages for row in page.rows])
        return [
            DrawnColumn(column, [self.card(row) for row in page.rows], page.next_key, counts.get(column.key, 0), totals.get(column.key, []))
            for column, page in pages
        ]

    def cards_of(self, column: BoardColumn) -> KeyPage:
        key = self.request.GET.get("key", "") if self.request.GET.get("column") == column.key else ""
        return key_page(self.rows.filter(**{self.board.by: column.key}), Order.parse(self.board.order or "-pk"), self.board.size, key)

    def card(self, row) -> Card:
        full = self.listing.is_full
        facts = [(column.label, column.cell(row) if full(column.name) else MASKED) for column in self.board.facts]
        is_stale = getattr(row, "is_stale", None)
        return Card(row, facts, bool(is_stale()) if is_stale else False, getattr(row, "badges", []))

    def sums(self) -> tuple[dict[str, int], dict[str, list]]:
        """How many cards each column holds and what they add up to, from one query."""
        by, total = self.board.by, self.board.total if self.board.total and self.listing.is_full(self.board.total) else ""
        keys = [by, "currency"] if total and self.listing.has_currency else [by]
        counts: dict[str, int] = {}
        totals: dict[str, list] = {}
        for found in self.rows.select_related(None).order_by().values(*keys).annotate(count=Count("pk"), **({"total": Sum(total)} if total else {})):
            key = str(found[by])
            counts[key] = counts.get(key, 0) + found["count"]
            totals.setdefault(key, []).extend([(found.get("currency", ""), found["total"])] if total else [])
        return counts, totals

    def around(self) -> dict[str, Any]:
        return {
            "board": self.board,
            "listing": self.listing,
            "query": self.request.GET,
            "filters": self.listing.filters,
            "applied": self.listing.applied,
            "switch": self.switch,
            "switches": self.switches,
            "columns": self.columns,
            "may_add": bool(self.board.begin) and may(self.request.user, "create", self.screen.model),
            "saved_views": [],
            "groupable": [],
            "chosen": None,
        }


class DropView(ScreenView):
    """POST `key` (the card) and `column`: does what the board's verb does, or says why not; the card goes back where it was."""

    def post(self, request: HttpRequest) -> HttpResponse:
        board, key = self.screen.board, request.POST.get("key", "")
        if board is None or board.drop is None or not is_id(key):
            raise Http404
        row, column = self.fetch(int(key)), request.POST.get("column", "")
        values = {board.by: column} | ({"after": request.POST.get("after", "")} if board.order else {})
        asks = self.asks(board, row, column)
        if asks is not None:
            return self.ask(row, asks, values)
        return self.move(row, board.drop.verb, values)

    def asks(self, board: Board, row, column: str):
        """The verb whose dialog this column opens, if it has one; a card that stays in its column is only put elsewhere."""
        if str(getattr(row, row._meta.get_field(board.by).attname)) == column:
            return None
        switch = str(getattr(row, f"{board.switch}_id")) if board.switch else ""
        columns = board.columns(self.request.user, switch) if board.columns else []
        return next((each.asks for each in columns if each.key == column), None)

    def ask(self, row, function, values: dict[str, str]) -> HttpResponse:
        """Where the card was dropped stands in the dialog, if its form asks for that."""
        form = function.verb.form
        known = {name: value for name, value in values.items() if form is not None and name in form.base_fields and value}
        address = self.screen.url("verb", row.pk, function.verb.name)
        return toast(HttpResponse(status=422), function.verb.label, "info", ask=f"{address}?{urlencode(known)}" if known else address)

    def move(self, row, verb, values: dict[str, str]) -> HttpResponse:
        try:
            demand(self.request.user, verb.allow, row)
            form = bound_verb_form(verb, row, self.request.user, values)
            if not form.is_valid():
                return self.refuse(" ".join(message for messages in form.errors.values() for message in messages))
            perform(verb, row, by=self.request.user, version=None, inputs=dict(form.cleaned_data))
        except (ValidationError, PermissionDenied, Stale) as refusal:
            return self.refuse(" ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal))
        return toast(HttpResponse(status=204), f"{verb.label}: {row}", "good", **{"board-moved": True})

    def refuse(self, why: str) -> HttpResponse:
        return toast(HttpResponse(status=422), why, "bad")


class AddView(ScreenView):
    """POST `text`, `column` and the value of the board's switch: a new card at the foot of the column."""

    def post(self, request: HttpRequest) -> HttpResponse:
        board = self.screen.board
        if board is None or board.begin is None:
            raise Http404
        try:
            row = board.begin(request.user, request.POST.get(board.switch, ""), request.POST.get("column", ""), request.POST.get("text", "").strip())
            actions.create(row, by=request.user)
        except (ValidationError, PermissionDenied) as refusal:
            why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            return toast(HttpResponse(status=422), why, "bad")
        return toast(HttpResponse(status=204), str(row), "good", **{"board-moved": True})
