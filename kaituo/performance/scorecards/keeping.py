"""How cards are kept: each line as plain values, so that a final card explains itself when templates and measures have moved on."""

from decimal import Decimal
from typing import Any

from kaituo.foundation.records import clock
from kaituo.performance.scorecards.engine.scoring import Card, Line

from .models import Indicator, TemplateVersion


class Keeping:
    """What the lines of every card of a version say alike is asked once."""

    def __init__(self, version: TemplateVersion) -> None:
        self.version, self.at = version, clock.now()
        self.heads = {row.key: _head(row) for row in version.indicators.all()}
        self.rules = {
            row.key: {"rule": row.pk, "label": str(row), "measure": row.measure, "unit": str(row.behind.unit) if row.behind else ""}
            for row in version.rules.all()
        }

    def lines(self, card: Card) -> list[dict[str, Any]]:
        return [self.heads[line.indicator.key] | _line(line) for line in card.lines]

    def strokes(self, card: Card) -> list[dict[str, Any]]:
        """Those that struck, and those that could not be asked for want of a figure: these have neither value nor change."""
        struck = [self.rules[stroke.rule.key] | {"value": _text(stroke.value), "change": _text(stroke.change)} for stroke in card.strokes]
        return struck + [self.rules[rule.key] | {"value": None, "change": None} for rule in card.unknown]


def _head(row: Indicator) -> dict[str, Any]:
    return {
        "indicator": row.pk,
        "label": row.label,
        "measure": row.measure,
        "unit": str(row.behind.unit) if row.behind else "",
        "weight": _text(row.weight),
        "against": str(row.against),
        "is_ceiling": row.plain.is_ceiling,
    }


def _line(line: Line) -> dict[str, Any]:
    given = line.given
    return {
        "state": str(line.state),
        "why": given.why,
        "value": _text(given.value),
        "count": given.count,
        "target": _text(given.target),
        "rate": _text(line.rate),
        "score": _text(line.score),
        "points": _text(line.points),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
