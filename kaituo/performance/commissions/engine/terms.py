"""What a run hands to the engine and keeps of its answer: credits, cash and lines.

Amounts are whole minor units of one currency; who is credited with how much (splits, roll-ups) is settled before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem


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
