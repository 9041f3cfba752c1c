"""The one place where the product rounds, and where a whole is dealt out in whole units.

Everything works on Decimal, Fraction or int, never on floats. Halves go away from zero: the magnitude is rounded and the sign put on after,
because integer division of negatives differs between engines (-7 // 2 is -4 in Python and -3 in SQL).
What a currency's smallest unit is lives in `currency.py`, not here.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache

# Wide enough that no sum or product of business amounts is cut before it is rounded on purpose.
EXACT = Context(prec=76, rounding=ROUND_HALF_UP)
Exact = int | Decimal | Fraction


def round_half_up(value: Decimal, digits: int = 0) -> Decimal:
    """Round to `digits` decimals, halves away from zero: 2.345 → 2.35, -2.345 → -2.35. Never returns a negative zero."""
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        raise TypeError(f"round_half_up takes Decimal or int, not {type(value).__name__}")
    rounded = Decimal(value).quantize(_unit(digits), context=EXACT)
    return rounded if rounded else rounded.copy_abs()


@cache
def _unit(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def divide_half_up(numerator: int, denominator: int) -> int:
    """Whole-number quotient, halves away from zero: 7/2 → 4, -7/2 → -4. Raises ZeroDivisionError."""
    quotient, rest = divmod(abs(numerator), abs(denominator))
    magnitude = quotient + (2 * rest >= abs(denominator))
    return magnitude if (numerator < 0) == (denominator < 0) else -magnitude


def quotient(numerator: Exact, denominator: Exact, digits: int) -> Decimal:
    """numerator ÷ denominator, rounded once to `digits` decimals. Raises ZeroDivisionError."""
    (top, under_top), (bottom, under_bottom) = numerator.as_integer_ratio(), denominator.as_integer_ratio()
    return Decimal(divide_half_up(top * under_bottom * 10**digits, under_top * bottom)).scaleb(-digits, context=EXACT)


def allocate(total_minor: int, weights: Sequence[int | Decimal]) -> list[int]:
    """Deal `total_minor` out in proportion to `weights`, by largest remainder; the parts always sum to the total.

    Equal remainders go to the earlier position, so 100 over three equal weights is [34, 33, 33]. A zero weight receives nothing.
    Raises ValueError when there is no weight to deal to or one is negative.
    """
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares)
    if not shares or whole <= 0 or min(shares) < 0:
        raise ValueError("allocation needs weights that are not negative and not all zero")
    return round_together([total_minor * share / whole for share in shares])


def round_together(values: Sequence[Exact]) -> list[int]:
    """Round each value to a whole so that the parts sum to the rounded sum; signs may be mixed.

    Each part is the value cut towards zero, moved by at most one. The units missing from the sum go to the largest remainders on that side,
    ties to the earlier position. Negating all values negates all parts.
    """
    exact = [Fraction(value) for value in values]
    parts = [int(value) for value in exact]
    whole = sum(exact, Fraction(0))
    missing = divide_half_up(whole.numerator, whole.denominator) - sum(parts)
    step = 1 if missing > 0 else -1
    by_remainder = sorted(range(len(exact)), key=lambda at: (-step * (exact[at] - parts[at]), at))
    for position in by_remainder[: abs(missing)]:
        parts[position] += step
    return parts
