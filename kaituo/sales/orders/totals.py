"""How the amounts of a quote or order come about. Pure; every rounding of a document happens here.

A line is rounded to the currency's smallest unit before the header's discount is taken off, and each line's tax is rounded by itself, so that the sums printed
under a document are the sums of the figures printed in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.kernel.currency import currency as known
from kaituo.foundation.kernel.rounding import round_half_up

ONE = Decimal(1)


@dataclass(frozen=True)
class Totals:
    net: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax


def line_amount(quantity: Decimal, unit_price: Decimal, discount_rate: Decimal, currency: str) -> Decimal:
    """quantity × price × (1 − discount), without tax: 3 × 19.99 at 10 % is 53.97."""
    return round_half_up(quantity * unit_price * (ONE - discount_rate), known(currency).minor_digits)


def net_amount(amount: Decimal, header_rate: Decimal, currency: str) -> Decimal:
    """A line's amount after the document's own discount."""
    return round_half_up(amount * (ONE - header_rate), known(currency).minor_digits) if header_rate else amount


def tax_amount(net: Decimal, tax_rate: Decimal, currency: str) -> Decimal:
    return round_half_up(net * tax_rate, known(currency).minor_digits)


def totals(lines: Iterable[tuple[Decimal, Decimal]], header_rate: Decimal, currency: str) -> Totals:
    """The sums of a document from the (amount, tax rate) of its lines."""
    nets = [(net_amount(amount, header_rate, currency), tax_rate) for amount, tax_rate in lines]
    net = sum((each for each, _rate in nets), Decimal(0))
    tax = sum((tax_amount(each, rate, currency) for each, rate in nets), Decimal(0))
    return Totals(net, tax)


def combined_rate(line_rate: Decimal, header_rate: Decimal) -> Decimal:
    """10 % on the line and 5 % on the document are 14.5 % together."""
    return ONE - (ONE - line_rate) * (ONE - header_rate)
