"""What a card comes to. Scores are points of a hundred or more; a weight of 30 and a score of 80 give 24 points of the total.

What cannot be judged (no figure, no target, too few records, no judgement yet) is left out and said; the rest counts as the whole, as long as enough of
the weight is left. Worked example: weights 60 and 40, scores 90 and none: 90, of 60 percent of the weight.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from kaituo.foundation.kernel.rounding import quotient, round_half_up
from kaituo.performance.goals.engine.pace import kept_rate
from kaituo.performance.scorecards.engine.plan import Against, Indicator, Plan, Rule, RuleKind

RATE_DIGITS, SCORE_DIGITS = 6, 2
Parts = Mapping[str, Decimal]


class State(StrEnum):
    SCORED = "scored"
    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"
    TOO_FEW = "too_few"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True)
class Given:
    """What is known of one measure: its value (None: no figure, `why` says the reason), the records behind it, and the target where there is one.

    `parts` are the counted measures behind it and `evaluate` makes the value of them; they are asked when one more is tried.
    """

    value: Decimal | None = None
    count: int = 0
    target: Decimal | None = None
    why: str = ""
    parts: Parts = field(default_factory=dict)
    evaluate: Callable[[Parts], Decimal | None] | None = None


NOTHING = Given()


class Line(NamedTuple):
    """One indicator's score, and what it adds to the total."""

    indicator: Indicator
    given: Given
    state: State
    rate: Decimal | None = None
    score: Decimal | None = None
    points: Decimal | None = None


class Stroke(NamedTuple):
    """A gate or deduction that struck; `change` is what it did to the total."""

    rule: Rule
    value: Decimal
    change: Decimal


@dataclass(frozen=True)
class Card:
    """`judged_weight` is how much of the weight was scored; with too little there is no total."""

    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    judged_weight: Decimal
    total: Decimal | None
    unknown: tuple[Rule, ...] = ()
    """Rules whose measure has no figure: they strike nobody."""


def reckon(plan: Plan, given: Mapping[str, Given]) -> Card:
    """`given`: by key of the indicator or the rule."""
    return Scoring(plan).card(given)


class Scoring:
    """Reckons the cards of one plan. Lines that are alike, as those of counts are on many cards, are reckoned once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._scored: dict[tuple[Any, ...], Line] = {}
        self._pointed: dict[tuple[Any, ...], Line] = {}

    def card(self, given: Mapping[str, Given]) -> Card:
        """`given`: by key of the indicator or the rule."""
        lines = [self._line(each, given.get(each.key, NOTHING)) for each in self.plan.indicators]
        judged = sum((line.indicator.weight for line in lines if line.score is not None), Decimal(0))
        if not judged or judged < self.plan.least_weight:
            return Card(tuple(lines), (), judged, None)
        lines = [self._with_points(line, judged) for line in lines]
        total = sum((line.points for line in lines if line.points is not None), Decimal(0))
        total, strokes, unknown = _struck(self.plan, given, total)
        return Card(tuple(lines), tuple(strokes), judged, round_half_up(max(total, Decimal(0)), SCORE_DIGITS), tuple(unknown))

    def _line(self, indicator: Indicator, given: Given) -> Line:
        key = _alike(indicator, given)
        if key not in self._scored:
            self._scored[key] = _line(indicator, given)
        return self._scored[key]

    def _with_points(self, line: Line, judged: Decimal) -> Line:
        if line.score is None:
            return line
        key = (*_alike(line.indicator, line.given), judged)
        if key not in self._pointed:
            self._pointed[key] = line._replace(points=quotient(line.score * line.indicator.weight, judged, SCORE_DIGITS + 2))
        return self._pointed[key]


def _alike(indicator: Indicator, given: Given) -> tuple[Any, ...]:
    """All that a line is made of."""
    return indicator.key, given.value, given.count, given.target, given.why


def _line(indicator: Indicator, given: Given) -> Line:
    if given.value is None:
        return Line(indicator, given, State.NOT_JUDGED if indicator.against == Against.JUDGEMENT else State.NO_FIGURE)
    if indicator.against == Against.JUDGEMENT:
        return Line(indicator, given, State.SCORED, score=round_half_up(given.value, SCORE_DIGITS))
    if given.count < indicator.least_count:
        return Line(indicator, given, State.TOO_FEW)
    if indicator.against == Against.VALUE:
        return _scored(indicator, given, given.value)
    if given.target is None or (not given.target and not indicator.is_ceiling):
        return Line(indicator, given, State.NO_TARGET)
    return _scored(
        indicator, given, kept_rate(given.value, given.target) if indicator.is_ceiling else quotient(given.value, given.target, RATE_DIGITS)
    )


def _scored(indicator: Indicator, given: Given, asked: Decimal) -> Line:
    score = indicator.curve.score_of(asked)  # type: ignore[union-attr]  # plans without a curve are refused before
    rate = asked if indicator.against != Against.VALUE else None
    return Line(indicator, given, State.SCORED, rate, round_half_up(score, SCORE_DIGITS))


def _struck(plan: Plan, given: Mapping[str, Given], total: Decimal) -> tuple[Decimal, list[Stroke], list[Rule]]:
    """Deductions first, then gates: a gate is a ceiling for what is left."""
    strokes, unknown = [], []
    for rule in sorted(plan.rules, key=lambda each: each.kind == RuleKind.GATE):
        value = given.get(rule.key, NOTHING).value
        if value is None:
            unknown.append(rule)
            continue
        change = _change(rule, value, total)
        if change:
            strokes.append(Stroke(rule, value, change))
            total += change
    return total, strokes, unknown


def _change(rule: Rule, value: Decimal, total: Decimal) -> Decimal:
    beyond = rule.threshold - value if rule.is_below else value - rule.threshold
    if beyond <= 0:
        return Decimal(0)
    if rule.kind == RuleKind.GATE:
        return min(rule.points - total, Decimal(0))
    points = rule.points * max(beyond.to_integral_value(rounding="ROUND_FLOOR"), Decimal(1)) if rule.is_per_unit else rule.points
    return -(points if rule.at_most is None else min(points, rule.at_most))
