"""Which credits a component looks at, and who has which share of them."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from kaituo.performance.commissions.engine.plan.part import Fraction, Part
from kaituo.performance.commissions.engine.plan.words import Basis, Dimension


class Condition(Part):
    """The credit's `by` is one of `values`, or with `except_these` is none of them."""

    by: Dimension
    values: tuple[str, ...]
    except_these: bool = False


class Share(Part):
    """What a role has of the whole; an overlay has its share on top of the peers' 100 %."""

    role: str
    share: Fraction
    overlay: bool = False


class Split(Part):
    """Credits come with the whole amount for each role; `apply` says whether the share counts towards the bands or only towards the pay."""

    shares: tuple[Share, ...]
    apply: Literal["before_rate", "after_rate"] = "before_rate"


class Weighted(Part):
    """One measure of an attainment: its share of the target counts `weight`, at most `at_most`."""

    measure: str
    basis: Basis = Basis.AMOUNT
    weight: Fraction = Decimal(1)
    at_most: Fraction | None = None


class Point(Part):
    """From this attainment on, this factor."""

    lower: Fraction
    factor: Fraction


class Multiplier(Part):
    """Commission times a factor by attainment, as of the period's end."""

    attainment: tuple[Weighted, ...]
    points: tuple[Point, ...]
    interpolated: bool = Field(default=False, description="true: the factor moves in a straight line from point to point")


class Gate(Part):
    """Below this attainment the component pays only `below` of itself."""

    attainment: tuple[Weighted, ...] = Field(default=(), description="empty: the component's own measures")
    at_least: Fraction
    below: Fraction = Decimal(0)
