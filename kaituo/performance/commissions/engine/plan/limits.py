"""Caps, floors, draws, and what holds money back."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kaituo.performance.commissions.engine.plan.part import Fraction, Money, Part
from kaituo.performance.commissions.engine.plan.words import CapSpan, Excess, Proration


class Cap(Part):
    """Not more than `amount`; what lies above is lost, or carried into the next period."""

    per: CapSpan = CapSpan.PERIOD
    amount: Money
    excess: Excess = Excess.LOST


class Floor(Part):
    """Not less than `amount`: for each credit, or for each period in which the person is on the plan."""

    per: Literal["line", "period"] = "period"
    amount: Money


class LateBand(Part):
    """Money that comes in from this many days after it was due counts `factor` of itself."""

    from_day: Annotated[int, Field(ge=-10000, le=10000)]
    factor: Fraction


class OnCash(Part):
    """Paid as the customer pays: total × collected ÷ invoiced."""

    kind: Literal["on_cash"] = "on_cash"
    late: tuple[LateBand, ...] = ()


class Hold(Part):
    """A share is kept back and released that many days after the credit."""

    kind: Literal["hold"] = "hold"
    share: Fraction
    days: Annotated[int, Field(ge=1, le=3660)]


Release = Annotated[OnCash | Hold, Field(discriminator="kind")]


class Draw(Part):
    """Paid ahead: `guarantee` tops up to the amount, `additive` pays it on top. What is recoverable is taken back from later commission."""

    amount: Money
    kind: Literal["guarantee", "additive"] = "guarantee"
    recoverable: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    recovery_starts_on: date | None = None
    recovery_share: Fraction = Field(default=Decimal(1), description="which share of a period's commission above the draw may go into recovery")
    recovery_at_most: Money | None = Field(default=None, description="the most that is taken back in one period")
    prorated: Proration = Proration.NONE
