"""An outcome drawn: options for the chart library, every bar, point and slice opening its records."""

from decimal import Decimal
from typing import Any

from .engine.definition import is_over_time
from .engine.table import ALL, Line
from .outcome import Outcome

MOST_DRAWN = 30
ROUND = {"pie": "68%", "ring": ["42%", "70%"]}
LYING_GRID = {"left": 8, "right": 30, "bottom": 4, "containLabel": True}
"""Room at the right for the last number of the axis."""
Datum = tuple[Decimal | None, str]


def charted(outcome: Outcome, most: int = MOST_DRAWN) -> tuple[str, Any]:
    """(kind, options) of the first rows, over time of the last: of a funnel its bands, of a number its value; ("", None) where there is nothing to draw."""
    kind, table = outcome.definition.chart, outcome.table
    if not kind or table is None or not table.lines:
        return "", None
    if kind == "number":
        return kind, None
    lines = table.lines[-most:] if is_over_time(outcome.definition) else table.lines[:most]
    names = [_name(outcome, line) for line in lines]
    if kind == "funnel":
        return kind, [(name, value or 0, href) for name, (value, href) in zip(names, _data(outcome, lines, 0, -1), strict=True)]
    if kind in ROUND:
        return kind, _round(outcome, kind, names, _data(outcome, lines, 0, -1))
    return kind, _axes(outcome, kind, names, lines)


def _name(outcome: Outcome, line: Line) -> str:
    if not isinstance(line.key, tuple):
        return outcome.rows[0].of(line.key) if outcome.rows else ""
    return " · ".join(names.of(part) for names, part in zip(outcome.rows, line.key, strict=True)) or outcome.series[0].label


def _data(outcome: Outcome, lines: list[Line], series: int, column: int) -> list[Datum]:
    across = outcome.table.across if outcome.table and outcome.across is not None else [ALL]
    return [(line.cells[column][series].value, outcome.href(line.key, across[column], series)) for line in lines]


def _drawn(datum: Datum, unit: str) -> dict[str, Any]:
    """Numbers travel as text, so that no digit is lost on the way; shares in percent, as the axis says."""
    value, href = datum
    if value is None:
        return {"value": None, "href": href}
    return {"value": str(round(value * 100, 1) if unit == "share" else round(value, 2)), "href": href}


def _round(outcome: Outcome, kind: str, names: list[str], data: list[Datum]) -> dict[str, Any]:
    drawn = [{"name": name, **_drawn(datum, outcome.series[0].unit)} for name, datum in zip(names, data, strict=True) if datum[0] and datum[0] > 0]
    label = {"formatter": "{b} {d}%"}
    return {"series": [{"type": "pie", "radius": ROUND[kind], "data": drawn, "label": label, "name": outcome.series[0].label}]}


def _axes(outcome: Outcome, kind: str, names: list[str], lines: list[Line]) -> dict[str, Any]:
    is_lying, is_stacked = kind == "lying", kind == "stacked"
    drawn = [_series(outcome, lines, kind, is_stacked, *each) for each in _wanted(outcome)]
    units = {outcome.series[number].unit for _name_, number, _column in _wanted(outcome)}
    names_axis: dict[str, Any] = {"type": "category", "data": names}
    value_axis: dict[str, Any] = {"type": "value"} | ({"axisLabel": {"formatter": "{value}%"}} if units == {"share"} else {})
    if is_lying:
        names_axis |= {"inverse": True, "axisLabel": {"interval": 0, "fontSize": 11}}
    axes: dict[str, Any] = {"xAxis": names_axis, "yAxis": value_axis}
    if is_lying:
        axes = {"yAxis": names_axis, "xAxis": value_axis, "grid": LYING_GRID | {"top": 36 if len(drawn) > 1 else 16}}
    return axes | {"series": drawn} | ({"legend": {"type": "scroll"}} if len(drawn) > 1 else {})


def _wanted(outcome: Outcome) -> list[tuple[str, int, int]]:
    """(name, number of the series, column): each column of the first figure, or each figure of the same unit as the first; counts of unlike things stand alone."""
    if outcome.across is not None and outcome.table is not None:
        columns = [(number, key) for number, key in enumerate(outcome.table.across) if key is not ALL]
        return [(outcome.across.of(key), 0, number) for number, key in columns[:12]]
    first = outcome.series[0]
    alike = [(each.label, number, 0) for number, each in enumerate(outcome.series) if each.unit == first.unit and each.is_compared]
    return [(first.label, 0, 0)] if first.unit == "count" else alike or [(first.label, 0, 0)]


def _series(outcome: Outcome, lines: list[Line], kind: str, is_stacked: bool, name: str, number: int, column: int) -> dict[str, Any]:
    data = [_drawn(datum, outcome.series[number].unit) for datum in _data(outcome, lines, number, column)]
    drawn = {"name": name, "data": data, "type": "line" if kind == "line" else "bar"}
    if kind == "line":
        return drawn | {"symbolSize": 7, "lineStyle": {"width": 2}}
    return drawn | {"barMaxWidth": 28} | ({"stack": "all"} if is_stacked else {})
