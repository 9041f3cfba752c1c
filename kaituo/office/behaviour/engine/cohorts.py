"""Cohorts: customers who first bought in the same period, and what became of them in each period since.

Example: of ten who began in January six bought in February and three in March: 100 %, 60 %, 30 %. A period that has not begun yet has no cell, never a zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import TypeVar

from kaituo.foundation.kernel.rounding import quotient

Span = TypeVar("Span")
DIGITS = 4


@dataclass(frozen=True)
class Cell:
    """`amount` and `amount_so_far` in whole ten-thousandths. `is_running`: the period is not over, so all of it may still grow."""

    customers: int
    amount: int
    amount_so_far: int
    is_running: bool = False


@dataclass(frozen=True)
class Cohort:
    """`number` of the span in which its customers first bought; `cells[n]` is n spans later."""

    number: int
    size: int
    cells: tuple[Cell, ...]

    def share(self, offset: int) -> Decimal | None:
        return quotient(self.cells[offset].customers, self.size, DIGITS) if self.size else None


@dataclass(frozen=True)
class Together:
    """All cohorts at the same age: only those count whose period at that age is over. `size` is how many customers those have."""

    size: int
    customers: int
    amount: int
    amount_so_far: int

    @property
    def share(self) -> Decimal | None:
        return quotient(self.customers, self.size, DIGITS) if self.size else None


def cohorts(spans: Sequence[Span], customers: Mapping[tuple[Span, Span], int], amounts: Mapping[tuple[Span, Span], int]) -> list[Cohort]:
    """`spans` in order of time, the last one still running; keys are (span of the first order, span of the purchase)."""
    last = len(spans) - 1
    found = []
    for number, first in enumerate(spans):
        counts = [customers.get((first, span), 0) for span in spans[number:]]
        sums = [amounts.get((first, span), 0) for span in spans[number:]]
        parts = zip(counts, sums, accumulate(sums), strict=True)
        cells = tuple(Cell(*each, is_running=number + offset == last) for offset, each in enumerate(parts))
        found.append(Cohort(number, counts[0], cells))
    return found


def together(found: Sequence[Cohort]) -> list[Together]:
    """One per age."""
    rows = []
    for offset in range(max((len(cohort.cells) for cohort in found), default=0)):
        old = [cohort for cohort in found if len(cohort.cells) > offset and not cohort.cells[offset].is_running]
        cells = [cohort.cells[offset] for cohort in old]
        sums = (sum(getattr(cell, name) for cell in cells) for name in ("customers", "amount", "amount_so_far"))
        rows.append(Together(sum(cohort.size for cohort in old), *sums))
    return rows
