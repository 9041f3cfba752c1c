"""Whether a figure is a cause for concern, by a stated threshold and beside her peers.

Worked example: three contacts in four weeks where at least eight are wanted, peers at eleven: a cause. The same with peers at two: nothing of hers, it
concerns all of them. Of two records, where five are needed to judge: too few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    CAUSE = "cause"
    FINE = "fine"
    SHARED = "shared"
    TOO_FEW = "too_few"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True)
class Limit:
    """`is_floor`: less than the threshold is a cause; else more than it. `is_compared`: where peers do no better, it is not hers alone."""

    threshold: Decimal
    is_floor: bool
    least_count: int = 0
    is_compared: bool = False


@dataclass(frozen=True)
class Seen:
    """`peers`: the median of those engaged like her; None where unknown."""

    value: Decimal | None
    count: int = 0
    peers: Decimal | None = None


def judge(limit: Limit, seen: Seen) -> Verdict:
    if seen.value is None:
        return Verdict.NO_FIGURE
    if seen.count < limit.least_count:
        return Verdict.TOO_FEW
    if not _is_worse(limit, seen.value, limit.threshold):
        return Verdict.FINE
    if limit.is_compared and seen.peers is not None and not _is_worse(limit, seen.value, seen.peers):
        return Verdict.SHARED
    return Verdict.CAUSE


def _is_worse(limit: Limit, value: Decimal, than: Decimal) -> bool:
    return value < than if limit.is_floor else value > than


def median(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def mean(values: Sequence[Decimal | None]) -> Decimal | None:
    """Of the spans that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) / len(known) if known else None
