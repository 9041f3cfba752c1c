"""The plan: its currency and rhythm, who is on it, and its dated terms."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kaituo.performance.commissions.engine.plan.components import Component
from kaituo.performance.commissions.engine.plan.limits import Cap, Draw
from kaituo.performance.commissions.engine.plan.part import Fraction, Key, Name, Part
from kaituo.performance.commissions.engine.plan.words import Rhythm

FORMAT = 1


class BestOf(Part):
    """Of these components only the one that pays most in a period is paid; at a tie the first."""

    components: tuple[Key, ...]


class Terms(Part):
    """What holds from one day until, without, another. Versions of a rule share their `key`, and credit goes on accumulating."""

    starts_on: date = date(1900, 1, 1)
    ends_on: date | None = None
    components: tuple[Component, ...]
    best_of: tuple[BestOf, ...] = ()
    caps: tuple[Cap, ...] = Field(default=(), description="on all components together")
    draw: Draw | None = None


class Member(Part):
    """Somebody on the plan, from one day until, without, another. Without any members everybody who has credit is on it."""

    payee: str
    starts_on: date = date(1900, 1, 1)
    ends_on: date | None = None
    weight: Fraction = Decimal(1)


class Plan(Part):
    """A commission plan, version 1 of the format."""

    format: Literal[1] = 1
    name: Name
    name_en: Name = ""
    note: str = ""
    currency: str = Field(default="CNY", pattern=r"^[A-Z]{3}$")
    pay_every: Rhythm = Rhythm.MONTH
    pay_dates: tuple[date, ...] = Field(default=(), description="rhythm `dates`: the first day of each period, and the day after the last")
    year_starts: Annotated[int, Field(ge=1, le=12)] = 1
    members: tuple[Member, ...] = ()
    terms: tuple[Terms, ...]
