"""The forecast of a set of deals: cumulative by category, weighted by probability.

Amounts are decimals in one currency; whoever calls converts them before. Which category a deal has is decided by the deal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Deal:
    category: str
    amount: Decimal
    weighted: Decimal = ZERO


@dataclass(frozen=True)
class Forecast:
    """What the deals of each category add up to, before cumulation. Omitted and lost deals are in none of them."""

    closed: Decimal = ZERO
    commit_alone: Decimal = ZERO
    best_case_alone: Decimal = ZERO
    pipeline_alone: Decimal = ZERO
    weighted: Decimal = ZERO
    """Closed deals in full, open ones by their probability."""

    @property
    def commit(self) -> Decimal:
        """Closed and commit: 50 + 100 = 150."""
        return self.closed + self.commit_alone

    @property
    def best_case(self) -> Decimal:
        """That and the best case: 150 + 150 = 300."""
        return self.commit + self.best_case_alone

    @property
    def open_pipeline(self) -> Decimal:
        """Everything still open: 100 + 150 + 200 = 450, without what is closed."""
        return self.commit_alone + self.best_case_alone + self.pipeline_alone

    def __add__(self, other: "Forecast") -> "Forecast":
        return Forecast(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def forecast(deals: Iterable[Deal]) -> Forecast:
    """Raises KeyError for a category nobody knows: a deal that counts nowhere would be a silent zero."""
    sums = dict.fromkeys(("closed_won", "commit", "best_case", "pipeline", "omitted", "closed_lost"), ZERO)
    weighted = ZERO
    for deal in deals:
        sums[deal.category] += deal.amount
        if deal.category not in {"omitted", "closed_lost"}:
            weighted += deal.weighted
    return Forecast(sums["closed_won"], sums["commit"], sums["best_case"], sums["pipeline"], weighted)
