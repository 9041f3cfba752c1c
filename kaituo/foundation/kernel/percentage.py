"""Fractions and how people write them: 0.125 inside, "12.5%" on paper. Never a float."""

from decimal import Decimal, InvalidOperation

from kaituo.foundation.kernel.rounding import EXACT, round_half_up

# A Chinese keyboard writes the full-width sign.
SIGNS = "%％"
# A cell of a million digits is an attack or an accident, and both are refused.
LONGEST = 40


def parse_percent(text: str) -> Decimal:
    """The fraction of a written percentage: "12.5%" → 0.125; without a sign the number is still taken as percent. Raises ValueError."""
    bare = text.strip().rstrip(SIGNS).strip().replace(",", "")
    try:
        percent = Decimal(bare) if len(bare) <= LONGEST else Decimal("NaN")
    except InvalidOperation as error:
        raise ValueError(f"not a percentage: {text!r}") from error
    if not percent.is_finite():
        raise ValueError(f"not a percentage: {text[:LONGEST]!r}")
    return to_fraction(percent)


def to_fraction(percent: Decimal | int) -> Decimal:
    """12.5 → 0.125"""
    return Decimal(percent).scaleb(-2, context=EXACT)


def to_percent(fraction: Decimal | int) -> Decimal:
    """0.125 → 12.5"""
    return Decimal(fraction).scaleb(2, context=EXACT)


def print_percent(fraction: Decimal, digits: int = 2) -> str:
    """0.125 → "12.5%": at most `digits` decimals, without idle zeros at the end."""
    text = f"{round_half_up(to_percent(fraction), digits):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"
