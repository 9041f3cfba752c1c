"""Runs a report over a kind of record: in groups, or as a table of the records themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.screens.columns import MASKED, Cell, Column, Money, Share
from kaituo.office.insights.entries import page_of

from . import spans
from .addresses import RecordsAddress, keys_of
from .comparing import moved, with_earlier, with_peers
from .engine.definition import Definition, Faulty, Value, is_over_time
from .engine.table import Figure, Order, Shaping, figure
from .fields import Item
from .figures_of import Figures
from .naming import names_and_rank, rank_of
from .outcome import Outcome, Series
from .records_of import Sought

SHOWN, PAGE = 500, 50


def run(definition: Definition, user: User, today: date, *, verb: str = VIEW, most: int = SHOWN) -> Outcome:
    """`verb`: what she means to do with the rows. Raises Faulty."""
    sought = Sought(definition, user, today, verb)
    outcome = Outcome(definition)
    return _plain(sought, outcome, most) if definition.is_plain else _grouped(sought, outcome)


def _plain(sought: Sought, outcome: Outcome, most: int) -> Outcome:
    rows, outcome.applied = sought.rows(sought.period)
    columns = plain_columns(sought, outcome)
    outcome.heads = [(column.label, column.is_number) for column in columns]
    ordered = rows.select_related(*{column.relation for column in columns if column.relation}).order_by(*_order(sought, columns))
    found = list(ordered[: most + 1])
    outcome.has_more, found = len(found) > most, found[:most]
    outcome.lines = list(zip(found, cells_of(sought, columns, found), strict=True))
    return outcome


def plain_columns(sought: Sought, outcome: Outcome) -> list[Column]:
    """Those chosen, else those of the record's own list; never one that the reader may not see."""
    named = sought.definition.columns
    if not named:
        return [column for column in sought.screen.table.columns if column.shown_to(sought.user) == "full" and column.field is not None]
    items = [sought.item(name) for name in named]
    outcome.left_out += [item.label for item in items if not sought.may_read(item)]
    readable = [_column(sought, item) for item in items if sought.may_read(item) and not item.rows]
    if not readable:
        raise Faulty("nothing_left", names=outcome.left_out)
    return readable


def _column(sought: Sought, item: Item) -> Column:
    if item.kind == "money" and item.currency:
        return Money(item.path, currency=item.currency, label=item.label).bind(sought.model)
    return (Share if item.kind == "share" else Column)(item.path, label=item.label).bind(sought.model)


def _order(sought: Sought, columns: list[Column]) -> list[Any]:
    """By the sort letter of a column: A is the first. What has no value comes last, on every database."""
    letter = sought.definition.sort.removeprefix("-")
    number = ord(letter) - ord("A") if len(letter) == 1 else len(columns)
    if number >= len(columns) or not columns[number].is_sortable:
        return ["-pk"]
    path = F(columns[number].sort_path)
    if sought.definition.sort.startswith("-"):
        return [path.desc(nulls_last=True), "-pk"]
    return [path.asc(nulls_last=True), "pk"]


def cells_of(sought: Sought, columns: list[Column], rows: list[Model]) -> list[list[Cell]]:
    """What lies on a record that the reader may not see is masked, asked once for all rows and each kind of record on the way."""
    seen = {column.name: _seen(sought, column, rows) for column in columns}
    return [[column.cell(row) if seen[column.name] is None or row.pk in seen[column.name] else MASKED for column in columns] for row in rows]


def _seen(sought: Sought, column: Column, rows: list[Model]) -> set[int] | None:
    condition = sought.seen_on_the_way(column.name) if "__" in column.name else None
    if condition is None:
        return None
    return set(sought.model._default_manager.filter(condition, pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def readable_values(sought: Sought, outcome: Outcome) -> list[Value]:
    """The figures the reader may see; those left out are named."""
    found = []
    for value in sought.definition.values:
        item = sought.item(value.of) if value.of else None
        if item is None or sought.may_read(item):
            found.append(value)
        else:
            outcome.left_out.append(item.label)
    if not found:
        raise Faulty("nothing_left", names=outcome.left_out)
    return found


def _grouped(sought: Sought, outcome: Outcome) -> Outcome:
    values = readable_values(sought, outcome)
    definition = _without_hidden(sought.definition, values, outcome)
    outcome.definition = definition
    period = sought.period
    rows, outcome.applied = sought.rows(period)
    figures = Figures(sought, values, rows)
    cells = figures.cells()
    order = _ordered(sought, outcome, list(cells))
    has_across = definition.across is not None
    outcome.table = Shaping(cells, values, definition.formulas, order, has_across=has_across).table()
    outcome.series = [
        *(_series(sought, value) for value in values),
        *(Series(each.name, each.unit, is_compared=False) for each in definition.formulas),
    ]
    records = RecordsAddress(sought.definition)
    outcome.address = lambda keys, _series: records.of(keys)
    outcome.notes += _notes(sought, figures, period)
    _compare(sought, outcome, values, order, period)
    return outcome


def _without_hidden(definition: Definition, values: list[Value], outcome: Outcome) -> Definition:
    """Formulas speak of figures by letter; when one is left out, so is every formula."""
    if len(values) == len(definition.values):
        return definition
    outcome.left_out += [each.name for each in definition.formulas]
    return replace(definition, values=tuple(values), formulas=(), sort="" if definition.sort.removeprefix("-") != "row" else definition.sort)


def _ordered(sought: Sought, outcome: Outcome, places: list) -> Order:
    ranks = []
    for number, group in enumerate(sought.definition.rows):
        names, rank = names_and_rank(sought.model, group, sought.item(group.path), {row[number] for row, _column in places if isinstance(row, tuple)})
        outcome.rows.append(names)
        ranks.append(rank)
    across_rank = _rank_across(sought, outcome, places)
    return order_of(outcome.definition, rank_of(ranks), across_rank)


def order_of(definition: Definition, rank, across_rank) -> Order:
    """As asked; else days by time and everything else with the largest first."""
    is_by_time = is_over_time(definition)
    sort = definition.sort or ("row" if is_by_time or not definition.values else "-A")
    letter = sort.removeprefix("-")
    return Order(None if letter == "row" else ord(letter) - ord("A"), sort.startswith("-"), rank, across_rank, definition.top)


def _rank_across(sought: Sought, outcome: Outcome, places: list):
    across = sought.definition.across
    if across is None:
        return lambda key: 0
    keys = {column for _row, column in places if type(column) is not object}
    outcome.across, rank = names_and_rank(sought.model, across, sought.item(across.path), keys)
    return rank


def _series(sought: Sought, value: Value) -> Series:
    item = sought.item(value.of) if value.of else None
    if item is None:
        return Series(sought.screen.title, "count")
    if item.rows and not item.path:
        return Series(_said(value.how, item.label) if value.how != "sum" else item.label, "count")
    if value.how == "distinct":
        return Series(_("Different: %(name)s") % {"name": item.label}, "count")
    return Series(_said(value.how, item.label), {"money": "money", "share": "share"}.get(item.kind, "count"))


def _said(how: str, label: str) -> str:
    words = {
        "sum": _("%(name)s, sum"),
        "avg": _("%(name)s, average"),
        "min": _("%(name)s, least"),
        "max": _("%(name)s, most"),
    }
    return words[how] % {"name": label}


def _notes(sought: Sought, figures: Figures, period: Period | None) -> list[str]:
    notes = [f"{sought.on.label}: {spans.said(period)}"] if sought.on and period else []
    if figures.currencies:
        words = {"currency": base_currency()}
        day = (
            _("In %(currency)s, other currencies at the rate of each day.") if sought.on else _("In %(currency)s, other currencies at today's rate.")
        )
        notes.append(day % words)
    if figures.missing:
        notes.append(_("No exchange rate for: %(currencies)s. Figures with it are not shown.") % {"currencies": ", ".join(sorted(figures.missing))})
    return notes


def _compare(sought: Sought, outcome: Outcome, values: list[Value], order: Order, period: Period | None) -> None:
    how = sought.definition.compare
    if not how or outcome.table is None:
        return
    if sought.definition.across is not None:
        raise Faulty("compare_across")
    if how == "target":
        raise Faulty("target_of_measures")
    if how == "peers":
        outcome.compared = with_peers(outcome.table)
        return
    if period is None:
        raise Faulty("compare_needs_days")
    before = spans.compared_with(period, how, sought.today)
    earlier: QuerySet = sought.rows(before)[0]
    cells = moved(Figures(sought, values, earlier).cells(), sought.definition, period, before)
    shaping = Shaping(cells, values, outcome.definition.formulas, order, has_across=False)
    outcome.compared = with_earlier(shaping, outcome.table, spans.briefly(before, sought.today))


class Behind:
    """The records behind a cell, among those the person may see, and the report's figures of them. Raises Faulty."""

    def __init__(self, definition: Definition, user: User, today: date, query: QueryDict) -> None:
        self.sought = Sought(definition, user, today)
        kinds = {group: item.kind for group, item in self.sought.groups}
        self.keys = keys_of(query, definition, kinds)
        rows, self.applied = self.sought.rows(self.sought.period)
        self.rows = self.sought.narrowed_to(rows, self.keys)

    def named_keys(self) -> list[tuple[str, str]]:
        """(group, what its key is called)."""
        found = []
        for group, key in self.keys.items():
            names, _rank = names_and_rank(self.sought.model, group, self.sought.item(group.path), [key])
            found.append((names.label, names.of(key)))
        return found

    def figures(self) -> list[tuple[Series, Figure]]:
        """What stood in the cell, reckoned anew of exactly these records."""
        if self.sought.definition.is_plain:
            return []
        values = readable_values(self.sought, Outcome(self.sought.definition))
        whole = Figures(self.sought, values, self.rows).of_all()
        return [(_series(self.sought, value), figure(value, whole)) for value in values]

    def columns(self) -> list[Column]:
        """Those of the record's list that the person sees, with the fields of the report's figures among them."""
        shown = [column for column in self.sought.screen.table.columns if column.shown_to(self.sought.user) == "full"]
        known = {column.name for column in shown}
        items = [self.sought.item(value.of) for value in self.sought.definition.values if value.of]
        more = [item for item in items if not item.rows and item.path not in known and self.sought.may_read(item)]
        return [*shown, *(_column(self.sought, item) for item in {item.path: item for item in more}.values())]

    def page(self, columns: list[Column], after: str) -> tuple[list[Model], list[list[Cell]], int | None]:
        """Newest first; and the key after which the next page begins."""
        relations = {column.relation for column in columns if column.relation}
        found, following = page_of(self.rows.select_related(*relations, *self.sought.screen.reads), after, PAGE)
        rows = list(found)
        self.sought.screen.fill(rows)
        return rows, cells_of(self.sought, columns, rows), following
