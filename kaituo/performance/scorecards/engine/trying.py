"""What one more deal, visit or call would change: the card is reckoned again with a little more of what lies behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaituo.performance.scorecards.engine.plan import Against, Plan
from kaituo.performance.scorecards.engine.scoring import Given, reckon


@dataclass(frozen=True)
class Trial:
    """`more`: by counted measure how much is added; `key` names it for people."""

    key: str
    more: Mapping[str, Decimal]


@dataclass(frozen=True)
class Effect:
    """What the trial would make of the total, and of the scores by indicator."""

    trial: Trial
    total: Decimal
    change: Decimal
    scores: Mapping[str, Decimal]


def tried(plan: Plan, given: Mapping[str, Given], trials: Sequence[Trial]) -> list[Effect]:
    """The trials that would move the total, the most helpful first. None where there is no total yet."""
    before = reckon(plan, given)
    if before.total is None:
        return []
    effects = []
    for trial in trials:
        after = reckon(plan, {key: _with_more(each, trial.more) for key, each in given.items()})
        if after.total is not None and after.total != before.total:
            pairs = zip(before.lines, after.lines, strict=True)
            scores = {new.indicator.key: new.score for old, new in pairs if new.score is not None and new.score != old.score}
            effects.append(Effect(trial, after.total, after.total - before.total, scores))
    return sorted(effects, key=lambda effect: -effect.change)


def paced(plan: Plan, given: Mapping[str, Given], flows: frozenset[str], elapsed: int, workdays: int) -> dict[str, Given]:
    """What is known, as it would be at the end of the period at the pace until now: flows grow with the workdays, what stands or is a share stays."""
    if not elapsed:
        return dict(given)
    more = Decimal(workdays) / Decimal(elapsed)
    judged = {each.key for each in plan.indicators if each.against == Against.JUDGEMENT}
    return {key: each if key in judged else _grown(each, flows, more) for key, each in given.items()}


def _with_more(given: Given, more: Mapping[str, Decimal]) -> Given:
    touched = {part: given.parts[part] + more[part] for part in given.parts if part in more}
    if not touched or given.evaluate is None:
        return given
    parts = {**given.parts, **touched}
    return replace(given, parts=parts, value=given.evaluate(parts), count=given.count + 1)


def _grown(given: Given, flows: frozenset[str], more: Decimal) -> Given:
    if given.evaluate is None or not given.parts:
        return given
    parts = {part: value * more if part in flows else value for part, value in given.parts.items()}
    return replace(given, parts=parts, value=given.evaluate(parts))
