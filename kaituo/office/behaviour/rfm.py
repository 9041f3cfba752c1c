"""Customers by how lately, how often and for how much they bought: the eight types a sales manager names, and the square of lately by often."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.ui.formats import number
from kaituo.office.insights.report import bars
from kaituo.office.reports.charts import LYING_GRID
from kaituo.office.reports.sheets import Head, Sheet, SheetCell
from kaituo.sales.segments.models import Worth

from .cohorts import STEPS
from .engine.rfm import HIGH, KINDS, Group, Kind, Points, by_kind, by_square
from .narrowing import customers, filtered

TYPES, SQUARE = "types", "square"
SHOWN = {TYPES: gettext_lazy("Eight types"), SQUARE: gettext_lazy("Lately by often")}
NAMES: dict[Kind, Any] = {
    (True, True, True): pgettext_lazy("type of customer", "High value"),
    (True, False, True): pgettext_lazy("type of customer", "High, to develop"),
    (False, True, True): pgettext_lazy("type of customer", "High, to keep"),
    (False, False, True): pgettext_lazy("type of customer", "High, to win back"),
    (True, True, False): pgettext_lazy("type of customer", "Usual value"),
    (True, False, False): pgettext_lazy("type of customer", "Usual, to develop"),
    (False, True, False): pgettext_lazy("type of customer", "Usual, to keep"),
    (False, False, False): pgettext_lazy("type of customer", "Usual, to win back"),
}
FIFTHS = range(5, 0, -1)
MOST = 500


@dataclass(frozen=True)
class Asked:
    shows: str
    query: QueryDict

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        return cls(query["shows"] if query.get("shows") in SHOWN else TYPES, query)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [("shows", self.shows), *filtered(self.query)]

    def href(self, name: str, value: str) -> str:
        return f"{reverse('behaviour-rfm-customers')}?{urlencode([*self.pairs, (name, value)])}"

    def rows(self, user: User) -> tuple[QuerySet[Worth], list]:
        """The customers that ever ordered, of those the reader may see."""
        chosen, applied = customers(user, self.query)
        return visible(user, Worth.objects.filter(account__in=chosen.values("pk"), r__gt=0)).order_by(), applied


def sheet_for(asked: Asked, user: User) -> Sheet:
    rows, applied = asked.rows(user)
    grouped = rows.values_list("r", "f", "m").annotate(count=Count("pk"), sum=Sum("revenue"))
    points = [Points(r, f, m, count, Decimal(sum_)) for r, f, m, count, sum_ in grouped]
    with_amounts = shows(user, Worth, "revenue") == Shows.FULL
    sheet = Sheet([], []) if not points else (_types if asked.shows == TYPES else _square)(asked, points, with_amounts)
    sheet.applied = [(each.label, each.text) for each in applied]
    sheet.left_out = [] if with_amounts else [str(Worth._meta.get_field("revenue").verbose_name)]
    sheet.notes = _notes(sum(each.count for each in points))
    return sheet


def _types(asked: Asked, points: list[Points], with_amounts: bool) -> Sheet:
    found = by_kind(points)
    whole = sum(found.values(), Group())
    heads = [Head(pgettext("type of customer", "Type")), Head(_("Lately")), Head(_("Often")), Head(_("Much"))]
    heads += [Head(pgettext("of reports", "Customers"), "count"), Head(pgettext("part of the whole", "Share"), "share")]
    if with_amounts:
        heads += [Head(_("Revenue of the last year"), "money"), Head(_("Share of revenue"), "share"), Head(_("Per customer"), "money")]
    lines = [_type_line(asked, kind, found[kind], whole, with_amounts) for kind in KINDS]
    total = [SheetCell(_("Total")), *[SheetCell("")] * 3, *_figures(whole, whole, "", with_amounts)]
    sheet = Sheet(heads, lines, names=4, total=total, row_count=len(lines))
    bands = [(group.count, asked.href("type", written(kind))) for kind, group in found.items()]
    label = pgettext("of reports", "Customers")
    sheet.chart_kind, sheet.chart = "lying", bars([str(NAMES[kind]) for kind in found], bands, label, lying=True) | {"grid": LYING_GRID | {"top": 8}}
    return sheet


def _type_line(asked: Asked, kind: Kind, group: Group, whole: Group, with_amounts: bool) -> list[SheetCell]:
    marks = [SheetCell(pgettext("points", "high") if is_high else pgettext("points", "low")) for is_high in kind]
    href = asked.href("type", written(kind)) if group.count else ""
    return [SheetCell(str(NAMES[kind])), *marks, *_figures(group, whole, href, with_amounts)]


def _figures(group: Group, whole: Group, href: str, with_amounts: bool) -> list[SheetCell]:
    cells = [SheetCell(group.count, "count", href), SheetCell(quotient(group.count, whole.count, 4) if whole.count else None, "share", why="no_data")]
    if not with_amounts:
        return cells
    share = quotient(group.revenue, whole.revenue, 4) if whole.revenue else None
    each = quotient(group.revenue, group.count, 2) if group.count else None
    return [*cells, SheetCell(group.revenue, "money", href), SheetCell(share, "share", why="no_data"), SheetCell(each, "money", why="no_data")]


def _square(asked: Asked, points: list[Points], _with_amounts: bool) -> Sheet:
    found = by_square(points)
    most = max(group.count for group in found.values())
    heads = [Head(_("Lately (R)")), *(Head(str(f), "count") for f in FIFTHS), Head(_("Total"), "count")]
    lines = [[SheetCell(str(r)), *(_cell(asked, r, f, found, most) for f in FIFTHS), _sum(found, r=r)] for r in FIFTHS]
    sheet = Sheet(heads, lines, names=1, total=[SheetCell(_("Total")), *(_sum(found, f=f) for f in FIFTHS), _sum(found)], row_count=len(lines))
    sheet.top = [Head(""), Head(_("Often (F)"), span=len(FIFTHS)), Head("")]
    return sheet


def _cell(asked: Asked, r: int, f: int, found: dict[tuple[int, int], Group], most: int) -> SheetCell:
    count = found.get((r, f), Group()).count
    cell = SheetCell(count, "count", asked.href("square", f"{r}{f}") if count else "")
    return replace(cell, tone=f"heat-{sum(Decimal(count) / most >= edge for edge in STEPS)}") if count else cell


def _sum(found: dict[tuple[int, int], Group], r: int | None = None, f: int | None = None) -> SheetCell:
    return SheetCell(sum(group.count for (row, column), group in found.items() if r in (None, row) and f in (None, column)), "count")


def _notes(count: int) -> list[str]:
    return [
        _("%(count)s customers that ever ordered, of those you may see, as reckoned last night.") % {"count": number(count)},
        _("R, F, M: fifths of all customers by last order, number of orders and money of the last year, 5 the best; from %(high)s on is high.")
        % {"high": HIGH},
        _("In base currency: %(currency)s, at the rate of each day.") % {"currency": base_currency()},
    ]


def written(kind: Kind) -> str:
    """As it stands in an address: "101"."""
    return "".join("1" if each else "0" for each in kind)


def customers_of(asked: Asked, user: User) -> dict[str, Any] | None:
    """Behind a figure: of a type, or of a square of R and F; None where the address names neither."""
    named = _of_type(asked.query.get("type", "")) or _of_square(asked.query.get("square", ""))
    if named is None:
        return None
    name, condition = named
    rows, applied = asked.rows(user)
    rows = rows.filter(condition)
    counted = rows.aggregate(count=Count("pk"), revenue=Sum("revenue"))
    with_amounts = shows(user, Worth, "revenue") == Shows.FULL
    order = ["-revenue", "pk"] if with_amounts else ["account__sort_key", "pk"]
    listed = rows.select_related("account", "account__owner").order_by(*order)[:MOST]
    return {
        "name": name,
        "rows": list(listed),
        "applied": applied,
        "count": counted["count"],
        "revenue": counted["revenue"],
        "most": MOST,
        "with_amounts": with_amounts,
        "back": urlencode(asked.pairs),
    }


def _of_type(text: str) -> tuple[str, Q] | None:
    kind = next((each for each in KINDS if written(each) == text), None)
    if kind is None:
        return None
    condition = Q()
    for field, is_high in zip("rfm", kind, strict=True):
        condition &= Q(**{f"{field}__gte": HIGH}) if is_high else Q(**{f"{field}__lt": HIGH})
    return str(NAMES[kind]), condition


def _of_square(text: str) -> tuple[str, Q] | None:
    if len(text) != 2 or not all(each in "12345" for each in text):
        return None
    return f"R {text[0]} · F {text[1]}", Q(r=int(text[0]), f=int(text[1]))
