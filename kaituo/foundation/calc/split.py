"""Splits: who is credited with which share of one amount. Peers share the whole; overlays are credited on top of it."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.kernel.rounding import EXACT, allocate, round_half_up


@dataclass(frozen=True, slots=True)
class Share:
    """One payee's fraction; `is_overlay` credits it on top of the whole (a product specialist, a manager)."""

    payee: str
    rate: Decimal
    is_overlay: bool = False


@dataclass(frozen=True)
class Split:
    """The shares of one amount. Peers' shares sum to exactly 1; overlays may exceed it."""

    shares: tuple[Share, ...]

    def validate(self) -> list[Problem]:
        total = sum((share.rate for share in self._peers), Decimal(0))
        counted = Counter((share.payee, share.is_overlay) for share in self.shares)
        faults = [Problem("split.share_not_positive", share.payee, {"share": share.rate}) for share in self.shares if share.rate <= 0]
        faults += [Problem("split.named_twice", payee) for (payee, _overlay), count in counted.items() if count > 1]
        return faults if total == 1 else [*faults, Problem("split.not_whole", parameters={"total": total})]

    def allocate(self, total_minor: int) -> list[tuple[Share, int]]:
        """Minor units per share, in the order given: the peers' parts sum to the total exactly. Raises Refused on a faulty split."""
        if problems := self.validate():
            raise Refused(problems)
        parts = iter(allocate(total_minor, [share.rate for share in self._peers]))
        return [(share, _on_top(total_minor, share.rate) if share.is_overlay else next(parts)) for share in self.shares]

    @property
    def _peers(self) -> list[Share]:
        return [share for share in self.shares if not share.is_overlay]


def _on_top(total_minor: int, rate: Decimal) -> int:
    return int(round_half_up(EXACT.multiply(Decimal(total_minor), rate)))
