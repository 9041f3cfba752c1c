"""The table of cohorts: customers by the period of their first order, down; the periods since, across."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import dropwhile
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.models import SCALE
from kaituo.foundation.ui.formats import percent
from kaituo.office.reports.sheets import Head, Sheet, SheetCell

from .engine.cohorts import Cell, Cohort, Together, cohorts, together
from .narrowing import customers, filtered
from .purchases import Purchases

LENGTHS = {
    "month": (PeriodKind.MONTH, 12, gettext_lazy("By month, the last 12")),
    "month24": (PeriodKind.MONTH, 24, gettext_lazy("By month, the last 24")),
    "quarter": (PeriodKind.QUARTER, 8, gettext_lazy("By quarter, the last 8")),
    "quarter16": (PeriodKind.QUARTER, 16, gettext_lazy("By quarter, the last 16")),
}
SHARE, CUSTOMERS, AMOUNT, PER_CUSTOMER, SO_FAR = "share", "customers", "amount", "per_customer", "so_far"
SHOWN = {
    SHARE: gettext_lazy("Share of customers who ordered"),
    CUSTOMERS: gettext_lazy("Customers who ordered"),
    AMOUNT: gettext_lazy("Revenue"),
    PER_CUSTOMER: gettext_lazy("Revenue per customer of the cohort"),
    SO_FAR: pgettext_lazy("of cohorts", "Revenue per customer so far"),
}
UNITS = {SHARE: "share", CUSTOMERS: "count"}
SINCE = {PeriodKind.MONTH: gettext_lazy("Months since the first order"), PeriodKind.QUARTER: gettext_lazy("Quarters since the first order")}
STEPS = (Decimal("0.1"), Decimal("0.2"), Decimal("0.35"), Decimal("0.5"), Decimal("0.75"))
"""From these parts of the most on, a cell is drawn a shade darker."""


@dataclass(frozen=True)
class Asked:
    length: str
    shows: str
    query: QueryDict
    today: date

    @classmethod
    def of(cls, query: QueryDict, today: date) -> "Asked":
        length, shows = query.get("by", ""), query.get("shows", "")
        return cls(length if length in LENGTHS else "month", shows if shows in SHOWN else SHARE, query, today)

    @property
    def kind(self) -> PeriodKind:
        return LENGTHS[self.length][0]

    @property
    def spans(self) -> list[Period]:
        """In order of time, the last one the present."""
        found = [Period.containing(self.today, self.kind)]
        while len(found) < LENGTHS[self.length][1]:
            found.insert(0, found[0].previous())
        return found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [("by", self.length), ("shows", self.shows), *filtered(self.query)]

    def href(self, first: Period, span: Period) -> str:
        pairs = [("by", self.length), ("first", first.label), ("in", span.label), *filtered(self.query)]
        return f"{reverse('behaviour-cohort-customers')}?{urlencode(pairs)}"


def sheet_for(asked: Asked, user: User) -> Sheet:
    chosen, applied = customers(user, asked.query)
    purchases, spans = Purchases(user, chosen, asked.kind), asked.spans
    starts = [span.start for span in spans]
    found = cohorts(starts, purchases.counts(starts[0]), {} if asked.shows in UNITS else purchases.sums(starts[0]))
    if not any(cohort.size for cohort in found):
        return Sheet([], [], applied=_said(applied), notes=_notes(asked))
    found = list(dropwhile(lambda cohort: not cohort.size, found))
    averages, ages = together(found), len(found[0].cells)
    lines = [_line(asked, cohort, spans, ages) for cohort in found]
    sheet = Sheet(_heads(asked, ages), lines, names=2, applied=_said(applied), notes=[*_summary(asked, averages), *_notes(asked)])
    sheet.top = [Head("", span=2), Head(str(SINCE[asked.kind]), span=ages)]
    sheet.total = _total(asked, found, averages)
    sheet.chart_kind, sheet.chart = "line", _chart(asked, averages)
    _shade(sheet.lines)
    return sheet


def _said(applied: list) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in applied]


def _heads(asked: Asked, count: int) -> list[Head]:
    unit = UNITS.get(asked.shows, "money")
    ages = [Head(str(age), unit) for age in range(count)]
    return [Head(_("First order")), Head(pgettext("of reports", "Customers"), "count"), *ages]


def _line(asked: Asked, cohort: Cohort, spans: list[Period], ages: int) -> list[SheetCell]:
    first = spans[cohort.number]
    names = [SheetCell(first.label), SheetCell(cohort.size, "count", asked.href(first, first) if cohort.size else "")]
    cells = [_cell(asked, cohort, age, asked.href(first, spans[cohort.number + age])) for age in range(len(cohort.cells))]
    return [*names, *cells, *[SheetCell("")] * (ages - len(cells))]


def _cell(asked: Asked, cohort: Cohort, age: int, href: str) -> SheetCell:
    if not cohort.size:
        return SheetCell(None, UNITS.get(asked.shows, "money"), why="no_data")
    value = _value(asked.shows, cohort.cells[age], cohort.size, cohort.share(age))
    return SheetCell(value, UNITS.get(asked.shows, "money"), href, tone="is-running" if cohort.cells[age].is_running else "")


def _value(shows: str, cell: Cell | Together, size: int, share: Decimal | None) -> Decimal | int | None:
    if shows == SHARE:
        return share
    if shows == CUSTOMERS:
        return cell.customers
    if shows == AMOUNT:
        return Decimal(cell.amount) / SCALE
    amount = cell.amount if shows == PER_CUSTOMER else cell.amount_so_far
    return quotient(amount, SCALE * size, 2) if size else None


def _total(asked: Asked, found: list[Cohort], averages: list[Together]) -> list[SheetCell]:
    """Customers and revenue of cohorts of different age do not add up: they stand as a share or per customer."""
    shows = {CUSTOMERS: SHARE, AMOUNT: PER_CUSTOMER}.get(asked.shows, asked.shows)
    unit = UNITS.get(shows, "money")
    cells = [SheetCell(_value(shows, each, each.size, each.share), unit, why="no_data") for each in averages]
    label = pgettext("of cohorts", "All, on average")
    return [SheetCell(label), SheetCell(sum(cohort.size for cohort in found), "count"), *cells]


def _chart(asked: Asked, averages: list[Together]) -> dict:
    """Shares from the age of one on, as all of those who began ordered then."""
    is_share = asked.shows in UNITS
    shows = SHARE if is_share else (SO_FAR if asked.shows == SO_FAR else PER_CUSTOMER)
    begun = [(age, _value(shows, each, each.size, each.share)) for age, each in enumerate(averages) if each.size and age >= is_share]
    data = [{"value": str(round(Decimal(value or 0) * (100 if is_share else 1), 2 - is_share)), "href": ""} for _age, value in begun]
    axes = {"xAxis": {"type": "category", "data": [str(age) for age, _value in begun]}, "yAxis": {"type": "value"}}
    name = _("Customers who ordered, in percent") if is_share else str(SHOWN[shows])
    return axes | {"series": [{"type": "line", "name": name, "data": data}]}


def _shade(lines: list[list[SheetCell]]) -> None:
    """Ages after the first are compared with each other; the first would outshine them all."""
    later = [cell.value for line in lines for cell in line[3:] if isinstance(cell.value, Decimal | int)]
    most = max(later, default=0)
    for line in lines:
        for place, cell in enumerate(line[3:], 3):
            if isinstance(cell.value, Decimal | int) and most > 0 and cell.value > 0:
                step = sum(Decimal(cell.value) / most >= edge for edge in STEPS)
                line[place] = SheetCell(cell.value, cell.unit, cell.href, cell.why, f"heat-{step} {cell.tone}".strip())


def _summary(asked: Asked, averages: list[Together]) -> list[str]:
    said = [(age, each.share) for age, each in enumerate(averages) if age and each.share is not None]
    if not said:
        return []
    (first, share), (last, late) = said[0], said[-1]
    words = {"first": first, "share": percent(share), "last": last, "late": percent(late)}
    if asked.kind == PeriodKind.MONTH:
        return [_("Of those who began, %(share)s ordered in month %(first)s and %(late)s in month %(last)s after their first order.") % words]
    return [_("Of those who began, %(share)s ordered in quarter %(first)s and %(late)s in quarter %(last)s after their first order.") % words]


def _notes(asked: Asked) -> list[str]:
    notes = [
        _("Orders neither draft nor cancelled, on the day of confirmation, of those you may see; the first of them begins a customer."),
        _("The span that still runs is set in italics and left out of the averages; one that has not begun is empty."),
    ]
    if asked.shows not in UNITS:
        notes.append(_("Revenue less returns, in base currency: %(currency)s, at the rate of each day.") % {"currency": base_currency()})
    return notes
