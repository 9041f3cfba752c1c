"""What is bought together, in one order or by one customer: products or their categories, with support, confidence and lift."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.ui.formats import number
from kaituo.office.reports.sheets import Head, Sheet, SheetCell
from kaituo.office.reports.spans import WORDS, period_of
from kaituo.office.reports.spans import said as span_said
from kaituo.sales.catalog.models import Category, Product

from .engine.baskets import Rule, ordered, rules
from .narrowing import customers, filtered
from .together import MOST_PAIRS, Baskets

UNITS = {"order": gettext_lazy("In one order"), "customer": gettext_lazy("By one customer in the period")}
LEVELS: dict[str, Any] = {"product": gettext_lazy("Products"), "category": gettext_lazy("Product categories")}
MODELS: dict[str, type[Product | Category]] = {"product": Product, "category": Category}
SPANS = {"365d": WORDS["365d"], **{word: label for word, label in WORDS.items() if word != "365d"}, "all": gettext_lazy("All time")}
LEAST = ("3", "2", "5", "10", "20", "50", "100")
SORTS = {
    "lift": gettext_lazy("The strongest tie first"),
    "count": gettext_lazy("The most often first"),
    "confidence": pgettext_lazy("of baskets", "The surest first"),
}
DRAWN = 200


@dataclass(frozen=True)
class Asked:
    """`about`: the product or category that all pairs must hold."""

    unit: str
    level: str
    span: str
    least: int
    sort: str
    about: int | None
    query: QueryDict
    today: date

    @classmethod
    def of(cls, query: QueryDict, today: date) -> "Asked":
        unit, level, span, sort = (
            _known(query, name, offered) for name, offered in (("unit", UNITS), ("level", LEVELS), ("span", SPANS), ("sort", SORTS))
        )
        about = query.get(level, "")
        return cls(unit, level, span, int(_known(query, "least", LEAST)), sort, int(about) if is_id(about) else None, query, today)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        chosen = {"unit": self.unit, "level": self.level, "span": self.span, "least": str(self.least), "sort": self.sort}
        about = [(self.level, str(self.about))] if self.about else []
        return [*chosen.items(), *about, *filtered(self.query)]

    @property
    def baskets_are_orders(self) -> bool:
        return self.unit == "order"

    def baskets(self, user: User) -> tuple[Baskets, list]:
        chosen, applied = customers(user, self.query)
        return Baskets(user, chosen, period_of(self.span, self.today), self.unit, self.level), applied

    def href(self, *items: int) -> str:
        pairs = [*(pair for pair in self.pairs if pair[0] != self.level), *(("holds", str(each)) for each in items)]
        return f"{reverse('behaviour-basket-orders')}?{urlencode(pairs)}"

    def names(self, user: User, keys: set[int]) -> dict[int, str]:
        """Of those that the reader may see."""
        rows = MODELS[self.level]._default_manager.filter(pk__in=keys)
        return {row.pk: str(row) for row in (visible(user, rows) if hasattr(MODELS[self.level], "access") else rows)}


def _known(query: QueryDict, name: str, offered: Any) -> str:
    return query[name] if query.get(name) in offered else next(iter(offered))


def sheet_for(asked: Asked, user: User) -> Sheet:
    baskets, applied = asked.baskets(user)
    counted = baskets.counted(asked.least, asked.about)
    found = ordered(rules(counted.pairs[:MOST_PAIRS], counted.held, counted.baskets, about=asked.about), asked.sort)
    names = asked.names(user, {item for rule in found for item in (rule.first, rule.then)} | ({asked.about} if asked.about else set()))
    sheet = Sheet(_heads(asked), [_line(asked, rule, names) for rule in found], names=2, row_count=len(found), is_cut=len(counted.pairs) > MOST_PAIRS)
    sheet.applied = [(each.label, each.text) for each in applied]
    if asked.about:
        sheet.applied.insert(0, (_("Bought with"), names.get(asked.about, "—")))
    sheet.notes = _notes(asked, counted.baskets)
    return sheet


def _heads(asked: Asked) -> list[Head]:
    counted = pgettext("baskets with both", "Orders") if asked.baskets_are_orders else pgettext("baskets with both", "Customers")
    return [
        Head(_("Whoever buys")),
        Head(pgettext("of baskets", "also buys")),
        Head(counted, "count"),
        Head(pgettext("of baskets", "Support"), "share"),
        Head(pgettext("of baskets", "Confidence"), "share"),
        Head(_("The other way round"), "share"),
        Head(pgettext("of baskets", "Lift"), "count"),
    ]


def _line(asked: Asked, rule: Rule, names: dict[int, str]) -> list[SheetCell]:
    both = asked.href(rule.first, rule.then)
    return [
        SheetCell(names.get(rule.first, "—"), href=asked.href(rule.first)),
        SheetCell(names.get(rule.then, "—"), href=asked.href(rule.then)),
        SheetCell(rule.count, "count", both),
        SheetCell(rule.support, "share", both),
        SheetCell(rule.confidence, "share", both),
        SheetCell(rule.back, "share", both),
        SheetCell(rule.lift, "count", both, tone="good" if rule.lift > 1 else ""),
    ]


def _notes(asked: Asked, whole: int) -> list[str]:
    words = {"count": number(whole), "days": span_said(period_of(asked.span, asked.today)), "least": asked.least}
    baskets = (
        _("%(count)s orders of %(days)s hold something; pairs in at least %(least)s of them are shown.")
        if asked.baskets_are_orders
        else _("%(count)s customers bought something in %(days)s; pairs of at least %(least)s of them are shown.")
    )
    return [
        baskets % words,
        _("Orders neither draft nor cancelled, of those you may see; what came back whole does not count as bought."),
        _(
            "Support: part of all that hold both. Confidence: part of those with the first that also hold the second. Lift: how many times as often as by chance."
        ),
    ]


def about_of(asked: Asked, user: User) -> tuple[str, str] | None:
    """(key, name) of what all pairs must hold, if the reader may see it."""
    name = asked.names(user, {asked.about}).get(asked.about) if asked.about else None
    return (str(asked.about), name) if name else None
