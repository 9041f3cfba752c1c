"""A whole split over shorter periods or over people: by weights, to the cent, with what cannot be right refused.

Worked example: 1,000.00 over four quarters by 15, 25, 25 and 35 per cent: 150.00, 250.00, 250.00 and 350.00. Weights that add up to 99 are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import allocate, round_half_up

CENTS = 100
WHOLE = Decimal(100)


@dataclass(frozen=True)
class WeightFault(ValueError):
    """`code`: "negative", "nothing" (no weight at all) or "sum" (percentages that do not add up to a hundred); `found` is what they add up to."""

    code: str
    found: Decimal = Decimal(0)


def shares(whole: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The whole dealt out in cents; the parts always add up to it. Raises WeightFault."""
    refuse_wrong(weights)
    return [Decimal(part).scaleb(-2) for part in allocate(int(round_half_up(whole * CENTS, 0)), weights)]


def refuse_wrong(weights: Sequence[Decimal], *, is_percent: bool = False) -> None:
    total = sum(weights, Decimal(0))
    if any(weight < 0 for weight in weights):
        raise WeightFault("negative", min(weights))
    if not total:
        raise WeightFault("nothing")
    if is_percent and total != WHOLE:
        raise WeightFault("sum", total)


def pieces_of(period: Period, kind: PeriodKind) -> list[Period]:
    """The shorter periods a longer one is split into. A week belongs to the period in which its Thursday lies, so that each has exactly one."""
    if kind != PeriodKind.WEEK:
        return period.split(kind)
    weeks = [Period.containing(piece.start, kind) for piece in period.split(kind)]
    return [week for week in weeks if week.days()[3] in period]
