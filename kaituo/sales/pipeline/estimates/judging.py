"""How good likelihoods were, once the outcomes are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

GROUPS = 10
LEAST_IN_GROUP = 10


@dataclass(frozen=True)
class Group:
    """Cases of neighbouring likelihood: what was said on average, and what share came true."""

    said: float
    came: float
    count: int


@dataclass(frozen=True)
class Judgement:
    """`auc`: how often a case that came true was rated above one that did not (0.5 is chance; None where there is only one kind).
    `brier`: the mean squared miss (0 is perfect, 0.25 is saying a half of everything).
    """

    count: int
    auc: float | None
    brier: float
    groups: list[Group]


def judge(said: Sequence[float], came: Sequence[bool]) -> Judgement:
    """Raises ValueError where there is nothing to judge."""
    if not said:
        raise ValueError("no case")
    brier = sum((value - outcome) ** 2 for value, outcome in zip(said, came, strict=True)) / len(said)
    return Judgement(len(said), auc(said, came), brier, groups(said, came))


def auc(said: Sequence[float], came: Sequence[bool]) -> float | None:
    """By ranks; equal likelihoods share theirs (Mann and Whitney)."""
    true = sum(came)
    false = len(came) - true
    if not true or not false:
        return None
    ordered = sorted(range(len(said)), key=said.__getitem__)
    total, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and said[ordered[end]] == said[ordered[at]]:
            end += 1
        total += (at + end + 1) / 2 * sum(came[each] for each in ordered[at:end])
        at = end
    return (total - true * (true + 1) / 2) / (true * false)


def groups(said: Sequence[float], came: Sequence[bool]) -> list[Group]:
    """Tenths of the cases by likelihood; fewer and larger groups where tenths would hold fewer than ten."""
    ordered = sorted(range(len(said)), key=said.__getitem__)
    number = max(1, min(GROUPS, len(ordered) // LEAST_IN_GROUP))
    bounds = [len(ordered) * each // number for each in range(number + 1)]
    return [_group(ordered[low:high], said, came) for low, high in pairwise(bounds)]


def _group(cases: list[int], said: Sequence[float], came: Sequence[bool]) -> Group:
    return Group(sum(said[each] for each in cases) / len(cases), sum(came[each] for each in cases) / len(cases), len(cases))
