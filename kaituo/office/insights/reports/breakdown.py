"""One measure by one dimension as lines, total and chart: the ground of ranking, mix, pipeline and explorer."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import Measure

from ..asked import Asked
from ..dimensions import Dimension
from ..figures import Figure, grouped
from ..links import entries_url
from ..report import Cell, Head, Result, bars, originals_text

CHARTED = 30


def broken_down(measure: Measure, dimension: Dimension, asked: Asked, user: User) -> Result:
    figures = grouped(measure, [dimension], asked.question, asked.keys, by=user)
    names = dimension.names([key for (key,) in figures])
    rows = [(key, names.get(key, _("(none)")), figure, key_href(measure, dimension, key, asked)) for (key,), figure in figures.items()]
    rows.sort(key=lambda row: row[1] if dimension.span else -row[2].amount)
    total = sum((figure.amount for figure in figures.values()), Decimal(0)) if measure.formula is None else None
    base = base_currency()
    lines = [_line(row, total, base) for row in rows]
    heads = _heads(measure, dimension)
    result = Result(heads, lines, notes=notes_on(measure, base))
    _trim(result, rows, base)
    result.summary = _summary(measure, dimension, rows)
    charted = rows[-CHARTED:] if dimension.span else rows[:CHARTED]
    values = [(figure.amount, href) for _key, _name, figure, href in charted]
    result.chart = bars([name for _key, name, _figure, _href in charted], values, str(measure.label), lying=not dimension.span) if rows else None
    if total is not None:
        href = entries_url(measure.name, asked.start, asked.end, asked.scope)
        result.total = [Cell(_("Total")), Cell(total, href), *[Cell("")] * (len(result.heads) - 2)]
    return result


def _heads(measure: Measure, dimension: Dimension) -> list[Head]:
    heads = [Head(dimension.label), Head(measure.label, measure.unit)]
    return (
        heads
        if measure.formula
        else [*heads, Head(pgettext("part of the whole", "Share"), "share"), Head(_("Entries"), "count"), Head(_("Of it in other currencies"))]
    )


def _line(row: tuple, total: Decimal | None, base: str) -> list[Cell]:
    _key, name, figure, href = row
    cells = [Cell(name), Cell(figure.amount, href)]
    if total is None:
        return cells
    return [*cells, Cell(figure.amount / total if total else None), Cell(figure.count, href), Cell(originals_text(figure, base))]


def _trim(result: Result, rows: list[tuple], base: str) -> None:
    """The column of other currencies stands only where there are any."""
    if len(result.heads) > 2 and not any(originals_text(row[2], base) for row in rows):
        result.heads.pop()
        for line in result.lines:
            line.pop()


def key_href(measure: Measure, dimension: Dimension, key: Any, asked: Asked) -> str:
    """A key of time narrows the days; any other is asked for by name."""
    if dimension.span:
        span = Period.parse(key)
        start, end = max(span.start, asked.start or span.start), min(span.end, asked.end or span.end)
        return entries_url(measure.name, start, end, asked.scope)
    return entries_url(measure.name, asked.start, asked.end, asked.scope | {dimension.name: key})


def notes_on(measure: Measure, base: str) -> list[str]:
    notes = [str(measure.note)] if measure.note else []
    return [*notes, _("In base currency: %(currency)s, at the rate of each day.") % {"currency": base}] if measure.unit == Unit.MONEY else notes


def _summary(measure: Measure, dimension: Dimension, rows: list[tuple[Any, str, Figure, str]]) -> str:
    if not rows:
        return ""
    most = max(rows, key=lambda row: row[2].amount)
    said = {"measure": measure.label, "dimension": dimension.label, "count": len(rows), "most": most[1]}
    return _("%(measure)s by %(dimension)s: %(count)s values, the largest is %(most)s. The table below has every number.") % said
