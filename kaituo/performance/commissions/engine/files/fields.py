"""What a cell may hold: amounts, pieces, shares, dates, yes or no, and periods. Whatever is not one is a fault with a code."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kaituo.foundation.kernel.percentage import parse_percent
from kaituo.foundation.kernel.period import Period
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS, UNIT_DIGITS

SIGNS = str.maketrans("，．－￥¥", ",.-  ")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
LARGEST = Decimal(10) ** 13
EARLIEST, LATEST = date(1950, 1, 1), date(2200, 1, 1)


class Unreadable(ValueError):
    """A cell that is not what its column holds; `code` says why."""

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def number(text: str, digits: int) -> int:
    """A decimal as a whole number of its last allowed digit: "1,234.5" with 2 digits is 123450."""
    plain = text.translate(SIGNS).strip()
    if not NUMBER.fullmatch(plain):
        raise Unreadable("file.not_a_number")
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        raise Unreadable("file.not_a_number") from None
    scaled = value.scaleb(digits)
    if abs(value) > LARGEST:
        raise Unreadable("file.too_large")
    if scaled != scaled.to_integral_value():
        raise Unreadable("file.too_many_digits", digits=digits)
    return int(scaled)


def day(text: str) -> date:
    match = DAY.fullmatch(text)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    if found is None:
        raise Unreadable("file.not_a_date")
    if not EARLIEST <= found < LATEST:
        raise Unreadable("file.date_out_of_range")
    return found


def share(text: str) -> int:
    """0.95 and 95% are one share, in hundred-millionths."""
    if text.rstrip().endswith(("%", "％")):
        try:
            return int(parse_percent(text).scaleb(SHARE_DIGITS))
        except ValueError:
            raise Unreadable("file.not_a_number") from None
    return number(text, SHARE_DIGITS)


def rate(text: str) -> Decimal:
    found = Decimal(number(text, 8)).scaleb(-8)
    if found <= 0:
        raise Unreadable("file.not_above_zero")
    return found


def span(text: str) -> tuple[str, date]:
    """A period's label as kind and first day: 2026-03, 2026-Q1, 2026."""
    try:
        found = Period.parse(text)
    except ValueError:
        raise Unreadable("file.not_a_period") from None
    return (found.kind.value if found.kind else "pay_period"), found.start


def money(digits: int) -> Callable[[str], Any]:
    return lambda text: number(text, digits)


def units(text: str) -> int:
    return number(text, UNIT_DIGITS)


def words(text: str) -> str:
    return text
