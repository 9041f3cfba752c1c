"""By what a number can be broken down: time, person, team, currency, and what the record behind each entry says (product, stage, account …)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Case, Expression, F, Model, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import Measure
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.spans import MonthOf, QuarterOf, YearOf
from kaituo.sales.catalog.models import Category as ProductCategory
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.choices import OrderStatus
from kaituo.sales.pipeline.choices import Category, Source
from kaituo.sales.pipeline.models import LossReason, Stage

from .links import NONE

Names = Callable[[Iterable[Any]], dict[Any, str]]


def of_model(model: type[Model]) -> Names:
    """What the records are called, read in one query."""

    def names(keys: Iterable[Any]) -> dict[Any, str]:
        return {row.pk: str(row) for row in model._default_manager.filter(pk__in=[key for key in keys if key])}

    return names


def of_choices(choices: Any) -> Names:
    return lambda keys: {key: str(dict(choices.choices).get(key, key)) for key in keys if key}


def as_they_are(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: str(key) for key in keys}


@dataclass(frozen=True)
class Dimension:
    """`column`: the entry's own column. `paths`: kind of record → path from it. `span`: the natural period of a dimension of time."""

    name: str
    label: Any
    names: Names
    column: str = ""
    span: PeriodKind | None = None
    paths: dict[str, str | Expression] | None = None
    model: type[Model] | None = None
    """The kind of record its keys number."""

    def fits(self, measure: Measure) -> bool:
        if self.paths is None:
            return True
        return measure.formula is None and measure.source_type in self.paths

    def expression(self, measure: Measure) -> Expression:
        if self.span:
            return TRUNCATED[self.span]("on")
        return F(self.column) if self.column else self.said_by_source(measure)

    def said_by_source(self, measure: Measure) -> Subquery:
        rows = _sources(measure).filter(pk=OuterRef("source_id")).annotate(said=_said(self.paths[measure.source_type]))
        return Subquery(rows.values("said")[:1])

    def key(self, value: Any) -> Any:
        """As it stands in an address: a month as "2026-03"; nothing as None."""
        if self.span:
            return Period.label_of(value, self.span)
        return value if value not in ("", None) else None

    def narrow(self, rows: QuerySet[Entry], measure: Measure, text: str) -> QuerySet[Entry]:
        """The entries with the key that an address names; a key nobody has leaves none."""
        condition = _equals(self.column or "said", text)
        if self.column:
            return rows.filter(condition) if _is_readable(self, text) else rows.none()
        if not _is_readable(self, text):
            return rows.none()
        sources = _sources(measure).annotate(said=_said(self.paths[measure.source_type])).filter(condition)
        return rows.filter(source_id__in=sources.values("pk"))


def _said(path: str | Expression) -> Expression:
    return F(path) if isinstance(path, str) else path


def _sources(measure: Measure) -> QuerySet:
    return apps.get_model(measure.source_type)._default_manager.order_by()


def _equals(column: str, text: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{column: ""}) if text == NONE and column == "currency" else _same(column, text)


def _same(column: str, text: str) -> Q:
    return Q(**{f"{column}__isnull": True}) if text == NONE else Q(**{column: text})


def _is_readable(dimension: Dimension, text: str) -> bool:
    return text == NONE or dimension.name in WORDS or is_number(text)


def is_number(text: str) -> bool:
    """Short enough for every database."""
    return text.isascii() and text.isdigit() and len(text) < 18


TRUNCATED = {PeriodKind.MONTH: MonthOf, PeriodKind.QUARTER: QuarterOf, PeriodKind.YEAR: YearOf}
FORECAST = Case(When(Q(category="") | ~Q(stage__kind="open"), then=F("stage__category")), default=F("category"))
LINE, DEAL, ORDER = "orders.OrderLine", "pipeline.Opportunity", "orders.Order"
MONEY_ROWS = {"receivables.Invoice": "account", "receivables.Receipt": "account", "receivables.Allocation": "receipt__account"}
WORDS = {"currency", "forecast", "source", "status"}
"""Dimensions whose keys are words; those of the others are numbers of records."""

DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("person", _("Person"), of_model(User), "person_id", model=User),
        Dimension("team", _("Team"), of_model(Team), "team_id", model=Team),
        Dimension("month", _("Month"), as_they_are, span=PeriodKind.MONTH),
        Dimension("quarter", _("Quarter"), as_they_are, span=PeriodKind.QUARTER),
        Dimension("year", _("Year"), as_they_are, span=PeriodKind.YEAR),
        Dimension("currency", _("Currency"), as_they_are, "currency"),
        Dimension(
            "account", _("Account"), of_model(Account), paths={LINE: "order__account", ORDER: "account", DEAL: "account"} | MONEY_ROWS, model=Account
        ),
        Dimension("product", _("Product"), of_model(Product), paths={LINE: "product"}, model=Product),
        Dimension("product_category", _("Product category"), of_model(ProductCategory), paths={LINE: "product__category"}, model=ProductCategory),
        Dimension("status", _("Order status"), of_choices(OrderStatus), paths={LINE: "order__status", ORDER: "status"}),
        Dimension("stage", _("Stage"), of_model(Stage), paths={DEAL: "stage"}, model=Stage),
        Dimension("forecast", _("Forecast category"), of_choices(Category), paths={DEAL: FORECAST}),
        Dimension("source", _("Source"), of_choices(Source), paths={DEAL: "source"}),
        Dimension("loss_reason", _("Reason for losing"), of_model(LossReason), paths={DEAL: "loss_reason"}, model=LossReason),
    )
}


def dimensions_of(measure: Measure) -> list[Dimension]:
    return [dimension for dimension in DIMENSIONS.values() if dimension.fits(measure)]
