"""What goes into the commission pass and what comes out of it: credits, terms, cash, lines and totals.

Amounts are whole minor units of one currency; who is credited with how much (splits, roll-ups) is settled before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.calc.rates import RateTable
from kaituo.foundation.kernel.period import Period, PeriodKind


class Trigger(StrEnum):
    """What releases an earned commission: the order itself, or the customer's money 回款."""

    ORDER = "order"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Credit:
    """One payee's credited part of one record. `ref` names the entry and is unique per payee and measure.

    `day` is the business day and decides terms and attainment window; `period` is the label of the period it is posted and paid in,
    which is later for a late correction. An amount of zero earns no line.

    `reverses` names the ref of the credit a claw-back takes back. `order` finds the cash.
    """

    payee: str
    measure: str
    day: date
    period: str
    amount_minor: int
    currency: str
    ref: str
    order: str = ""
    reverses: str = ""


@dataclass(frozen=True)
class Component:
    """One dated rule of a plan. Versions of a rule share the `key` and never overlap in `effective`.

    `targets` (payee and window label → minor units) turns a table in shares of target into amounts. Without `payees` everybody is covered.
    `reset` says how long credit accumulates. `returns_lower_attainment` decides whether claw-backs count against the tiers.
    """

    key: str
    measure: str
    currency: str
    rates: RateTable
    is_accumulated: bool = False
    reset: PeriodKind = PeriodKind.MONTH
    trigger: Trigger = Trigger.ORDER
    effective: Period | None = None
    payees: frozenset[str] | None = None
    targets: Mapping[tuple[str, str], int] | None = None
    returns_lower_attainment: bool = True

    def covers(self, credit: Credit) -> bool:
        is_in_force = self.effective is None or credit.day in self.effective
        return self.measure == credit.measure and is_in_force and (self.payees is None or credit.payee in self.payees)

    def window(self, day: date) -> str:
        """Label of the span in which credit of this day accumulates."""
        return Period.label_of(day, self.reset)


@dataclass(frozen=True, slots=True)
class Cash:
    """What was invoiced for an order and what of it the customer has paid, to date."""

    invoiced_minor: int
    collected_minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one credit earned in one band: `base_minor` × `rate`, rounded so that the lines of a total sum to it.

    `payable_minor` is what is released to date. A line with a `problem` is one nobody may approve before it is cleared; when nothing
    could be calculated its `band` is None.
    """

    payee: str
    credit_ref: str
    component: str
    period: str
    on: date
    band: int | None
    base_minor: int
    before_minor: int
    rate: Decimal
    result_minor: int
    payable_minor: int
    is_uplift: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of the lines of one payee, component and period."""

    earned_minor: int
    payable_minor: int


@dataclass(frozen=True)
class Result:
    """Lines in canonical order and the totals by (payee, component, period)."""

    lines: list[Line]
    totals: dict[tuple[str, str, str], Total] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return [line.problem for line in self.lines if line.problem]
