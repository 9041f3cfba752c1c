"""The rows a report over records looks at, for one person: what she may see, narrowed by filters, days and the cell she opened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Expression, F, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncDay, TruncMonth, TruncQuarter, TruncWeek, TruncYear
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst

from kaituo.foundation.identity.access import VIEW, reaches_all, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.spans import MonthOf, QuarterOf, YearOf, edge
from kaituo.foundation.screens.filters import Applied, Filter, apply, filter_for
from kaituo.foundation.screens.screen import Screen

from .engine.definition import Definition, Faulty, Group
from .fields import TIMES, Item, item_named, items_of, may_read, related_model, screen_for
from .spans import period_of

DATES: dict[str, type] = {"day": F, "week": TruncWeek, "month": MonthOf, "quarter": QuarterOf, "year": YearOf}
INSTANTS: dict[str, type] = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}
SOUGHT_DAYS = 92
"""Within a quarter rows are sought by the index of their day; of a longer span the table is read through."""
UNFIELDED = {"team", "tags"}
"""Filters of the house that stand on no single field."""


class Scanned(Func):
    """A field as it stands in each row. To sort or find by it SQLite would walk the field's index and fetch every row from another place, which takes
    longer than reading the table through when the rows are a large part of it. PostgreSQL knows by its own counts."""

    template, arity = "%(expressions)s", 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class Sought:
    """One report over one kind of record, as one person may see it. Raises Faulty for what is not there, or decides over rows and is hidden from her."""

    def __init__(self, definition: Definition, user: User, today: date, verb: str = VIEW) -> None:
        self.definition, self.user, self.today, self.verb = definition, user, today, verb
        self.screen: Screen = screen_for(definition.about, user)
        self.model = self.screen.model
        self.items = items_of(self.model)
        self.groups = [(each, self._deciding(each.path)) for each in definition.groups]
        for each, item in self.groups:
            if not item.may_group or bool(each.grain) != (item.kind in TIMES):
                raise Faulty("bad_group", text=item.label)
        self.on = self._deciding(definition.on) if definition.on else None
        if self.on and self.on.kind not in TIMES:
            raise Faulty("bad_group", text=self.on.label)
        self.filters = [self._filter(name) for name in definition.filtered]

    @property
    def period(self) -> Period | None:
        return period_of(self.definition.span, self.today) if self.on else None

    def item(self, name: str) -> Item:
        return self.items.get(name) or item_named(self.model, name)

    def may_read(self, item: Item) -> bool:
        return may_read(self.user, self.model, item)

    def _deciding(self, name: str) -> Item:
        """A field by which rows are chosen or put together: without it the report would be another one, so it is refused, by name."""
        item = self.item(name)
        if not self.may_read(item):
            raise Faulty("hidden_field", name=item.label)
        return item

    def _filter(self, name: str) -> Filter:
        if name not in UNFIELDED:
            self._deciding(name)
        own = next((each for each in self.screen.bound_filters if each.name == name), None)
        found = own or filter_for(name, self.model)
        if not found.shown_to(self.user):
            raise Faulty("hidden_field", name=found.label)
        return found

    def rows(self, period: Period | None) -> tuple[QuerySet, list[Applied]]:
        seen = self.screen.rows(self.user).order_by()
        allowed = seen if self.verb == VIEW else visible(self.user, seen, self.verb)
        rows, applied = apply(self.filters, allowed, _query(self.definition.filters), self.user)
        for name in self.definition.filtered:
            rows = self._only_through_visible(rows, name)
        if period and self.on:
            field = field_at(self.model, self.on.path)
            days = Scanned(self.on.path) if period.day_count > SOUGHT_DAYS else F(self.on.path)
            rows = rows.alias(asked_on=days).filter(asked_on__gte=edge(field, period.start), asked_on__lt=edge(field, period.end))
        return rows, applied

    def _only_through_visible(self, rows: QuerySet, name: str) -> QuerySet:
        condition = self.seen_on_the_way(name) if name not in UNFIELDED else None
        return rows if condition is None else rows.filter(condition)

    def seen_on_the_way(self, path: str) -> Q | None:
        """That the records on the way to a field are such as the person sees; None where she sees them all."""
        *steps, _last = path.split("__")
        condition: Q | None = None
        model, way = self.model, ""
        for step in steps:
            model = model._meta.get_field(step).related_model
            way = f"{way}__{step}" if way else step
            if hasattr(model, "access") and not reaches_all(self.user, model):
                here = Q(**{f"{way}__in": visible(self.user, model._default_manager.order_by()).values("pk")})
                condition = here if condition is None else condition & here
        return condition

    def read(self, path: str) -> Expression | F:
        """The field's value; none where it lies on a record that the person may not see."""
        condition = self.seen_on_the_way(path)
        if condition is None:
            return F(path)
        return Case(When(condition, then=F(path)), default=None)

    def key_of(self, group: Group, item: Item) -> Expression | F:
        if not group.grain:
            return self.read(item.path)
        trunc = (INSTANTS if item.kind == "instant" else DATES)[group.grain]
        condition = self.seen_on_the_way(item.path)
        truncated = trunc(item.path)
        return truncated if condition is None else Case(When(condition, then=truncated), default=None)

    def of_rows(self, item: Item, made: Any) -> Subquery:
        """A figure over the rows that point to each record: of those the person may see."""
        related = related_model(self.model, item.rows)
        parent = self.model._meta.get_field(item.rows).field.name
        rows = visible(self.user, related._default_manager.order_by()).filter(**{parent: OuterRef("pk")})
        if hasattr(related, "archived_at"):
            rows = rows.filter(archived_at__isnull=True)
        return Subquery(rows.values(parent).annotate(made=made).values("made")[:1])

    def narrowed_to(self, rows: QuerySet, keys: Mapping[Group, Any]) -> QuerySet:
        """The rows behind a cell; a key of None asks for those that have none."""
        by_group = {each: item for each, item in self.groups}
        for group, key in keys.items():
            rows = rows.filter(self._is(by_group[group], group, key)) if key is not None else self._without(rows, by_group[group])
        return rows

    def _is(self, item: Item, group: Group, key: Any) -> Q:
        seen = self.seen_on_the_way(item.path) or Q()
        if not group.grain:
            return seen & Q(**{item.path: key})
        span = span_at(key, group.grain)
        field = field_at(self.model, item.path)
        return seen & Q(**{f"{item.path}__gte": edge(field, span.start), f"{item.path}__lt": edge(field, span.end)})

    def _without(self, rows: QuerySet, item: Item) -> QuerySet:
        nothing = Q(**{f"{item.path}__isnull": True})
        if item.kind in {"text", "choice"}:
            nothing |= Q(**{item.path: ""})
        unseen = self.seen_on_the_way(item.path)
        return rows.filter(nothing if unseen is None else nothing | ~unseen)


def span_at(first_day: date, grain: str) -> Period:
    return Period.inclusive(first_day, first_day) if grain == "day" else Period.containing(first_day, grain)


def _query(filters: Mapping[str, tuple[str, ...]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in filters.items():
        query.setlist(name, list(values))
    return query


def field_at(model: type[models.Model], path: str) -> models.Field:
    for part in path.split("__"):
        field = model._meta.get_field(part)
        model = field.related_model or model
    return field


def as_key(value: Any) -> Any:
    """A group's key as everybody compares it: an instant as the reader's day, an empty text as nothing."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return None if value == "" else value


def label_of(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))
