"""Amounts in the capital characters (大写) that Chinese invoices, receipts and contracts carry, so that no stroke can be added to a figure."""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
UNITS = ((10**8, "亿"), (10**4, "万"))
LARGEST = 10**16
CENT = Decimal("0.01")


class TooLarge(ValueError):
    """Nobody writes such an amount out."""


def in_capitals(amount: Decimal) -> str:
    """Decimal("10005.50") → "壹万零伍元伍角整"; below zero with 负. Rounded half up to the cent. Raises TooLarge from 10^16 on."""
    cents = int(abs(amount).quantize(CENT, ROUND_HALF_UP) * 100)
    yuan, rest = divmod(cents, 100)
    if yuan >= LARGEST:
        raise TooLarge(amount)
    if cents == 0:
        return "零元整"
    whole = f"{_whole(yuan)}元" if yuan else ""
    return ("负" if amount < 0 else "") + whole + _parts(rest, after_yuan=bool(yuan))


def _parts(cents: int, *, after_yuan: bool) -> str:
    """角 and 分; 整 closes what has no 分."""
    jiao, fen = divmod(cents, 10)
    if not cents:
        return "整"
    zero = "零" if after_yuan and not jiao else ""
    return zero + (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    """By 亿 and 万, each of which counts what stands before it as a number of its own: 壹万零壹亿."""
    for unit, name in UNITS:
        if yuan >= unit:
            high, low = divmod(yuan, unit)
            return _whole(high) + name + (_after(low, unit) if low else "")
    return _group(yuan)


def _after(low: int, unit: int) -> str:
    return ("零" if low < unit // 10 else "") + _whole(low)


def _group(group: int) -> str:
    """Up to 9999, without leading zeros: 1005 → 壹仟零伍."""
    text, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if is_gap and text else "") + DIGITS[digit] + PLACES[place]
        is_gap = not digit
    return text
