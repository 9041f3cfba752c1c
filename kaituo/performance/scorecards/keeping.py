"""How cards are kept: each line as plain values, so that a final card explains itself when templates and measures have moved on."""

from decimal import Decimal
from typing import Any

from kaituo.performance.scorecards.engine.scoring import Card, Line, Stroke

from .models import Indicator, TemplateVersion


def plain_lines(card: Card, version: TemplateVersion) -> list[dict[str, Any]]:
    rows = {row.key: row for row in version.indicators.all()}
    return [_line(line, rows[line.indicator.key]) for line in card.lines]


def _line(line: Line, row: Indicator) -> dict[str, Any]:
    behind = row.behind
    return {
        "indicator": row.pk,
        "label": row.label,
        "measure": row.measure,
        "unit": str(behind.unit) if behind else "",
        "weight": _text(line.indicator.weight),
        "against": str(row.against),
        "state": str(line.state),
        "why": line.given.why,
        "value": _text(line.given.value),
        "count": line.given.count,
        "target": _text(line.given.target),
        "rate": _text(line.rate),
        "score": _text(line.score),
        "points": _text(line.points),
    }


def plain_strokes(card: Card, version: TemplateVersion) -> list[dict[str, Any]]:
    labels = {row.key: (row.pk, str(row), row.measure) for row in version.rules.all()}
    return [_stroke(stroke, *labels[stroke.rule.key]) for stroke in card.strokes]


def _stroke(stroke: Stroke, pk: int, label: str, measure: str) -> dict[str, Any]:
    return {"rule": pk, "label": label, "measure": measure, "value": _text(stroke.value), "change": _text(stroke.change)}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
