"""Amounts in capital characters."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.capitals import DIGITS, TooLarge, in_capitals


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("3500", "叁仟伍佰元整"),
        ("10005.50", "壹万零伍元伍角整"),
        ("1010000", "壹佰零壹万元整"),
        ("100000000", "壹亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("100000001.01", "壹亿零壹元零壹分"),
        ("0.05", "伍分"),
        ("20.50", "贰拾元伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("-12.345", "负壹拾贰元叁角伍分"),
    ],
)
def test_amounts_are_written_as_banks_write_them(amount, written):
    assert in_capitals(D(amount)) == written


def test_what_nobody_writes_out_is_refused():
    with pytest.raises(TooLarge):
        in_capitals(D(10) ** 16)


def cents_of(written: str) -> int:
    """The amount read back."""
    total = section = digit = 0
    jiao = fen = 0
    for sign in written.removeprefix("负"):
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign in "万亿":
            section, digit = section + digit, 0
            total = total + section * 10**4 if sign == "万" else (total + section) * 10**8
            section = 0
        elif sign == "元":
            total, section, digit = total + section + digit, 0, 0
        elif sign == "角":
            jiao, digit = digit, 0
        elif sign == "分":
            fen, digit = digit, 0
    return total * 100 + jiao * 10 + fen


@given(st.integers(0, 10**18 - 1))
def test_what_was_written_is_read_back(cents):
    written = in_capitals(D(cents) / 100)
    assert cents_of(written) == cents
    assert "零零" not in written
