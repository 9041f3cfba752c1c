"""Rules of what is bought together: support, confidence and lift, from how many baskets hold one thing and how many hold both.

Example: of 100 baskets 20 hold tea, 10 hold cups and 5 hold both: support 5 %, of the tea 25 % with cups, of the cups 50 % with tea,
lift 5 × 100 ÷ (20 × 10) = 2.5: together two and a half times as often as if neither cared for the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.kernel.rounding import quotient

DIGITS, LIFT_DIGITS = 4, 2


@dataclass(frozen=True)
class Rule:
    """Whoever buys `first` buys `then`. `count` baskets hold both, `first_count` and `then_count` each, of `baskets` in all."""

    first: int
    then: int
    count: int
    first_count: int
    then_count: int
    baskets: int

    @property
    def support(self) -> Decimal:
        return quotient(self.count, self.baskets, DIGITS)

    @property
    def confidence(self) -> Decimal:
        return quotient(self.count, self.first_count, DIGITS)

    @property
    def back(self) -> Decimal:
        """The confidence the other way round."""
        return quotient(self.count, self.then_count, DIGITS)

    @property
    def lift(self) -> Decimal:
        return quotient(self.count * self.baskets, self.first_count * self.then_count, LIFT_DIGITS)

    @property
    def turned(self) -> "Rule":
        return Rule(self.then, self.first, self.count, self.then_count, self.first_count, self.baskets)


def rules(pairs: Iterable[tuple[int, int, int]], held: Mapping[int, int], baskets: int, *, about: int | None = None) -> list[Rule]:
    """Each pair once, the thing that says more of the other first; with `about`, that thing first in all of them."""
    found = []
    for one, other, count in pairs:
        rule = Rule(one, other, count, held[one], held[other], baskets)
        is_turned = rule.then == about if about is not None else rule.back > rule.confidence
        found.append(rule.turned if is_turned else rule)
    return found


def ordered(found: Iterable[Rule], by: str) -> list[Rule]:
    """The strongest first; of equal ones those that more baskets hold."""
    return sorted(found, key=lambda rule: (-getattr(rule, by), -rule.count, rule.first, rule.then))
