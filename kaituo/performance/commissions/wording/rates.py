"""Rates in words, and bands and lookups as tables to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.calc.rates import Edge
from kaituo.foundation.ui import formats

from ..engine.plan.rates import CompanyShare, Constant, Expression, Linear, Lookup, Named, PerUnit, Ranged, Rate, Table
from ..engine.plan.words import Basis, By, Dimension, Method, Ratio
from .choices import OF_LISTS
from .words import money, share

AS_MONEY = {By.AMOUNT, By.MARGIN}
AS_SHARES = {By.TARGET, By.ATTAINMENT}
OF_MONEY = {Basis.AMOUNT, Basis.MARGIN, Basis.COLLECTED}


@dataclass
class RateTable:
    """Headings, the first of the rows, and the cells as text."""

    headings: list[str]
    rows: list[list[str]]


def rate_sentences(rate: Rate, currency: str) -> list[str]:
    return list(_said(rate, currency))


def _said(rate: Rate, currency: str) -> Iterator[str]:
    match rate:
        case Constant():
            yield _("The rate is %(rate)s.") % {"rate": share(rate.rate)}
        case PerUnit():
            yield _("%(amount)s for each.") % {"amount": money(rate.amount, currency)}
        case Table():
            yield from _banded(rate)
        case Linear():
            most = share(rate.at_target if rate.at_most is None else rate.at_most)
            parts = {"zero": share(rate.at_zero), "target": share(rate.at_target), "most": most}
            yield _("The rate rises from %(zero)s at 0 %% to %(target)s at 100 %% of the target, and is never above %(most)s.") % parts
        case Lookup():
            yield _("The rate stands in the table.")
        case Expression():
            yield _("By the formula: %(text)s") % {"text": rate.text}
        case CompanyShare():
            parts = {"share": share(rate.company_rate), "cap": money(rate.cap, currency)}
            yield _("The company keeps %(share)s until it has %(cap)s; from then on the payee has all of it.") % parts


def _banded(table: Table) -> Iterator[str]:
    parts = {"method": OF_LISTS[Method][table.method], "axis": OF_LISTS[By][table.by]}
    yield _("By bands: %(method)s; measured in: %(axis)s.") % parts
    if not table.accumulated:
        yield _("Every credit starts from the first band.")
    if table.edge is Edge.LOWER:
        yield _("An amount exactly on an edge belongs to the lower band.")


def rate_table(rate: Rate, basis: Basis, currency: str) -> RateTable | None:
    """Where the rate is one to be looked up."""
    if isinstance(rate, Table):
        headings = [pgettext("band", "From"), pgettext("band", "Up to"), _("Rate")]
        rows = [
            [_border(band.lower, rate, basis, currency), _upper(band.upper, rate, basis, currency), _rate(band.rate, rate, currency)]
            for band in rate.bands
        ]
        return RateTable(headings, rows)
    if isinstance(rate, Lookup):
        columns = _side(rate.columns) if rate.columns else [_("Rate")]
        first = str(_by(rate.rows)) if rate.columns is None else f"{_by(rate.rows)} / {_by(rate.columns)}"
        rows = [[name, *map(share, cells)] for name, cells in zip(_side(rate.rows), rate.rates, strict=False)]
        return RateTable([first, *columns], rows)
    return None


def _border(value: Decimal, table: Table, basis: Basis, currency: str) -> str:
    if table.by in AS_SHARES:
        return share(value)
    is_money = table.by in AS_MONEY or (table.by is By.BASIS and basis in OF_MONEY)
    return money(value, currency) if is_money else formats.number(value)


def _upper(value: Decimal | None, table: Table, basis: Basis, currency: str) -> str:
    return _("without end") if value is None else _border(value, table, basis, currency)


def _rate(value: Decimal, table: Table, currency: str) -> str:
    return money(value, currency) if table.per_unit else share(value)


def _by(side: Named | Ranged) -> str:
    return str(OF_LISTS[Dimension][side.by] if isinstance(side, Named) else OF_LISTS[Ratio][side.by])


def _side(side: Named | Ranged) -> list[str]:
    if isinstance(side, Named):
        return [_("all others") if value == "*" else value for value in side.values]
    return [_("from %(lower)s") % {"lower": share(value)} for value in side.lower]
