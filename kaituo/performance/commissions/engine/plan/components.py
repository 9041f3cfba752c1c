"""The components of a plan: each is one rule that pays. `kind` tells them apart in the file."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kaituo.performance.commissions.engine.plan.crediting import Condition, Gate, Multiplier, Split, Weighted
from kaituo.performance.commissions.engine.plan.limits import Cap, Floor, Release
from kaituo.performance.commissions.engine.plan.part import Amount, Fraction, Key, Money, Name, Part
from kaituo.performance.commissions.engine.plan.rates import Rate
from kaituo.performance.commissions.engine.plan.words import Basis, Proration, Window


class Ruled(Part):
    """What all components share."""

    key: Key
    name: Name = ""
    name_en: Name = ""
    caps: tuple[Cap, ...] = ()
    gate: Gate | None = None
    multipliers: tuple[Multiplier, ...] = ()
    reset: Window = Field(default=Window.MONTH, description="how long credit accumulates, and the span of targets")
    prorated: Proration = Field(default=Proration.NONE, description="how targets and fixed amounts shrink for somebody who joins or leaves")


class Credited(Ruled):
    """A component that looks at credits of some measures."""

    measures: tuple[str, ...]
    where: tuple[Condition, ...] = Field(default=(), description="all of these must hold")
    free: tuple[Condition, ...] = Field(default=(), description="credits for which all of these hold are free of commission")


class Commission(Credited):
    """So much of each credit."""

    kind: Literal["commission"] = "commission"
    basis: Basis = Basis.AMOUNT
    rate: Rate
    split: Split | None = None
    attainment: tuple[Weighted, ...] = Field(default=(), description="what a table by attainment is read at; empty: the component's own measures")
    floor: Floor | None = None
    release: Release | None = Field(default=None, description="null: paid with the period in which it is earned")
    returns_lower_attainment: bool = Field(default=True, description="whether returns count against the bands")


class Spiff(Credited):
    """A fixed amount for each credit, or once in a period for whoever has enough of them."""

    kind: Literal["spiff"] = "spiff"
    amount: Money
    every: Literal["time", "period"] = "time"
    at_least: Amount = Field(default=Decimal(1), description="once in a period: how many credits, or how much of the basis, it takes")
    basis: Basis = Basis.COUNT


class Fixed(Ruled):
    """A fixed amount in each pay period; with `bands` the amount of the band that the attainment reaches."""

    kind: Literal["fixed"] = "fixed"
    amount: Money = Decimal(0)
    bands: tuple["BonusBand", ...] = ()
    attainment: tuple[Weighted, ...] = ()


class BonusBand(Part):
    """From this attainment on, this amount."""

    lower: Amount = Decimal(0)
    amount: Money


class Override(Ruled):
    """A manager's part of what the team sells or earns, each order once however many of the team share it."""

    kind: Literal["override"] = "override"
    of: Literal["sales", "commission"] = "sales"
    measures: tuple[str, ...] = Field(default=(), description="of sales: which measures count")
    components: tuple[Key, ...] = Field(default=(), description="of commission: whose pay counts")
    basis: Basis = Basis.AMOUNT
    rate: Rate
    levels: Annotated[int, Field(ge=1, le=20)] = 1
    with_own: bool = Field(default=False, description="whether the manager's own sales or commission count too")


class Pool(Ruled):
    """A sum shared out by weight, exact to the cent."""

    kind: Literal["pool"] = "pool"
    amount: Money | None = None
    rate: Fraction | None = Field(default=None, description="instead of an amount: this share of the measures, summed over all members")
    measures: tuple[str, ...] = ()
    basis: Basis = Basis.AMOUNT
    by: Literal["weight", "credit", "equal"] = "weight"


Fixed.model_rebuild()
Component = Annotated[Commission | Spiff | Fixed | Override | Pool, Field(discriminator="kind")]
