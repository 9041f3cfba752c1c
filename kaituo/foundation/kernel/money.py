"""Money: an exact amount with its currency, which refuses floats and refuses to mix currencies.

Rounding itself is in `rounding.py` and is offered here too, since whoever handles money needs it. Where rates come from is not known here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaituo.foundation.kernel.currency import Currency, currency
from kaituo.foundation.kernel.rounding import EXACT, allocate, round_half_up

__all__ = ["CurrencyMismatch", "Money", "allocate", "exchange", "round_half_up", "sum_money"]


class CurrencyMismatch(ValueError):
    """Two amounts in different currencies met; convert one with a dated rate first."""


def exact(number: Decimal | int) -> Decimal:
    """The number as Decimal. Raises TypeError for floats, booleans and text, ValueError for NaN and infinity."""
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise TypeError(f"money is made of Decimal or int, not {type(number).__name__}")
    amount = Decimal(number)
    if not amount.is_finite():
        raise ValueError("money is a finite number")
    return amount


@dataclass(frozen=True, slots=True, init=False, order=False)
class Money:
    """An exact amount in major units (yuan, not fen). It may carry more decimals than the currency; `rounded()` removes them."""

    amount: Decimal
    currency: Currency

    def __init__(self, amount: Decimal | int, currency: Currency | str) -> None:
        object.__setattr__(self, "amount", exact(amount))
        object.__setattr__(self, "currency", _known(currency))

    @classmethod
    def from_minor(cls, minor: int, currency: Currency | str) -> "Money":
        """12345 minor units of CNY are 123.45 yuan."""
        known = _known(currency)
        return cls(exact(minor).scaleb(-known.minor_digits, context=EXACT), known)

    @property
    def minor(self) -> int:
        """Whole minor units. Raises ValueError when the amount is finer than the currency: round on purpose, with `rounded()`."""
        scaled = self.amount.scaleb(self.currency.minor_digits, context=EXACT)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{self} is finer than the smallest unit; round it first")
        return int(scaled)

    def rounded(self) -> "Money":
        """The amount in whole minor units, halves away from zero."""
        return Money(round_half_up(self.amount, self.currency.minor_digits), self.currency)

    def split(self, weights: list[int | Decimal]) -> list["Money"]:
        """Deal the amount out so that the parts sum to it exactly; 100.00 over three is 33.34, 33.33, 33.33."""
        return [Money.from_minor(part, self.currency) for part in allocate(self.minor, weights)]

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency.code}"

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __add__(self, other: "Money") -> "Money":
        return self._with(other, EXACT.add)

    def __sub__(self, other: "Money") -> "Money":
        return self._with(other, EXACT.subtract)

    def __neg__(self) -> "Money":
        return Money(EXACT.minus(self.amount), self.currency)

    def __abs__(self) -> "Money":
        return Money(self.amount.copy_abs(), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(EXACT.multiply(self.amount, exact(factor)), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def _same(self, other: Any) -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"money meets only money, not {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency.code} and {other.currency.code}")
        return other.amount

    def _with(self, other: "Money", operation: Callable[[Decimal, Decimal], Decimal]) -> "Money":
        return Money(operation(self.amount, self._same(other)), self.currency)


def sum_money(amounts: Iterable[Money], currency: Currency | str) -> Money:
    """The sum in the named currency; an empty list gives zero. Raises CurrencyMismatch."""
    return sum(amounts, Money(0, currency))


def exchange(money: Money, to: Currency | str, rate: Decimal | int) -> Money:
    """Convert at `rate` units of `to` for one unit of the amount's currency, rounded to the target's minor unit."""
    if exact(rate) <= 0:
        raise ValueError("an exchange rate is greater than zero")
    return Money(EXACT.multiply(money.amount, exact(rate)), to).rounded()


def _known(given: Currency | str) -> Currency:
    return given if isinstance(given, Currency) else currency(given)
