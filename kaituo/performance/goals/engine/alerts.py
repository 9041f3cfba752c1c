"""When somebody is told that a target falls behind: by how far its pace is, and not before enough of the period is over to say so.

Worked example with the usual edges: after 10 of 22 workdays a pace of 0.72 is behind, 0.45 far behind; after 3 of 22 nothing is said. Told once for each band;
back above 0.9 all is fine again, so that a target about the edge does not ring every day.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .pace import Pace


@dataclass(frozen=True, slots=True)
class Edges:
    """Parts of the pace at which a band begins; `least_share` is which part of the workdays must be over."""

    behind: Decimal = Decimal("0.8")
    far_behind: Decimal = Decimal("0.5")
    fine_again: Decimal = Decimal("0.9")
    least_share: Decimal = Decimal("0.25")


USUAL = Edges()


class Band(StrEnum):
    FINE = ""
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"


def band_of(pace: Pace, told: str, edges: Edges = USUAL) -> Band:
    """The band a target is in now, given the one told last."""
    if pace.pace_rate is None or pace.elapsed_count < edges.least_share * pace.workday_count:
        return Band(told)
    if pace.pace_rate < edges.far_behind:
        return Band.FAR_BEHIND
    if pace.pace_rate < edges.behind:
        return Band.FAR_BEHIND if told == Band.FAR_BEHIND else Band.BEHIND
    return Band.FINE if pace.pace_rate >= edges.fine_again or not told else Band(told)


def is_worse(now: str, told: str) -> bool:
    order = [Band.FINE, Band.BEHIND, Band.FAR_BEHIND]
    return order.index(Band(now)) > order.index(Band(told))
