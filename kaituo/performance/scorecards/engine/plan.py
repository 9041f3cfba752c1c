"""What a template says, as plain values, and what is wrong with it. Weights are in percent and add up to 100."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.calc.scores import ScoreCurve

WHOLE = Decimal(100)


class Against(StrEnum):
    """What the curve is asked with: the share of a target that was reached, the value itself, or a judgement, which is a score already."""

    GOAL = "goal"
    STATED = "stated"
    VALUE = "value"
    JUDGEMENT = "judgement"


class RuleKind(StrEnum):
    GATE = "gate"
    DEDUCTION = "deduction"


@dataclass(frozen=True)
class Indicator:
    """`key` names it; `source` is the measure behind it, empty for a judgement. Below `least_count` records nobody is judged by it.

    `is_less_better`: of what is measured less is better, None: neither. A target of such is not to be exceeded.
    """

    key: str
    weight: Decimal
    against: Against
    curve: ScoreCurve | None = None
    source: str = ""
    target: Decimal | None = None
    least_count: int = 0
    is_less_better: bool | None = None

    @property
    def is_ceiling(self) -> bool:
        return bool(self.is_less_better) and self.against in (Against.GOAL, Against.STATED)


@dataclass(frozen=True)
class Rule:
    """A gate holds the total at `points` or below while its measure is on the wrong side of the threshold; a deduction takes `points` off, for each whole
    unit beyond the threshold where `is_per_unit`, never more than `at_most`."""

    key: str
    kind: RuleKind
    source: str
    is_below: bool
    threshold: Decimal
    points: Decimal
    is_per_unit: bool = False
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """`least_weight`: with less of the weight scored there is no total, only scores."""

    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...] = ()
    least_weight: Decimal = Decimal(50)
    sources: frozenset[str] = field(default_factory=frozenset)


def faults(plan: Plan) -> list[Problem]:
    return [*_of_weights(plan), *_of_indicators(plan), *_of_rules(plan)]


def _of_weights(plan: Plan) -> Iterator[Problem]:
    if not plan.indicators:
        yield Problem("scorecards.no_indicator")
        return
    total = sum((each.weight for each in plan.indicators), Decimal(0))
    if total != WHOLE:
        yield Problem("scorecards.weights_not_whole", parameters={"total": total, "missing": WHOLE - total})
    for each in plan.indicators:
        if each.weight <= 0:
            yield Problem("scorecards.weight_not_positive", each.key)


def _of_indicators(plan: Plan) -> Iterator[Problem]:
    for each in plan.indicators:
        if each.against != Against.JUDGEMENT:
            yield from _of_measured(each)
    twice = Counter((each.source, each.against) for each in plan.indicators if each.source)
    for (source, _against), count in twice.items():
        if count > 1:
            yield Problem("scorecards.measure_twice", source)


def _of_measured(indicator: Indicator) -> Iterator[Problem]:
    if indicator.curve is None:
        yield Problem("scorecards.no_curve", indicator.key)
    else:
        yield from (Problem(fault.code, indicator.key, fault.parameters) for fault in indicator.curve.validate())
        if code := turned_curve(indicator):
            yield Problem(code, indicator.key)
    if indicator.against == Against.STATED and (indicator.target is None or (not indicator.target and not indicator.is_ceiling)):
        yield Problem("scorecards.no_stated_target", indicator.key)


def turned_curve(indicator: Indicator) -> str:
    """The code of a curve that rewards the worse figure: that falls where it must rise or, where the figure itself is asked and less is better, rises."""
    if indicator.is_less_better is None or indicator.curve is None or len(indicator.curve.points) < 2:
        return ""
    change = indicator.curve.points[-1][1] - indicator.curve.points[0][1]
    if indicator.is_less_better and not indicator.is_ceiling:
        return "scorecards.curve_rewards_more" if change > 0 else ""
    return "scorecards.curve_rewards_less" if change < 0 else ""


def _of_rules(plan: Plan) -> Iterator[Problem]:
    for rule in plan.rules:
        if rule.points < 0 or (rule.kind == RuleKind.DEDUCTION and not rule.points):
            yield Problem("scorecards.rule_without_points", rule.key)
