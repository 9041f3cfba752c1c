"""Which strengths a rule asks for, and which of them a person has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Strengths = Mapping[tuple[str, str], int]
"""{kind and value: level} of one person."""


@dataclass(frozen=True)
class Need:
    """Any of the values will do. Without a value nothing is asked: a lead that names no language needs none."""

    kind: str
    values: tuple[str, ...]
    is_required: bool
    least_level: int = 1


class Verdict(NamedTuple):
    """`level` 0: she lacks it."""

    kind: str
    value: str
    level: int
    is_required: bool


def judge(needs: Iterable[Need], strengths: Strengths) -> list[Verdict]:
    return [_judge(need, strengths) for need in needs if need.values]


def _judge(need: Need, strengths: Strengths) -> Verdict:
    level, value = max(((strengths.get((need.kind, each), 0), each) for each in need.values), key=lambda found: found[0])
    enough = level >= need.least_level
    return Verdict(need.kind, value if enough else need.values[0], level if enough else 0, need.is_required)


def lacks_required(verdicts: Iterable[Verdict]) -> bool:
    return any(each.is_required and not each.level for each in verdicts)


def preferred(verdicts: Iterable[Verdict]) -> int:
    """How many of the wishes she meets."""
    return sum(not each.is_required and each.level > 0 for each in verdicts)
