"""Percentages as people write them."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.percentage import parse_percent, print_percent


@pytest.mark.parametrize(
    ("text", "fraction"), [("12.5%", "0.125"), ("12.5", "0.125"), (" 8％ ", "0.08"), ("１２%", "0.12"), ("-3 %", "-0.03"), ("1,200%", "12")]
)
def test_written_percentages_become_fractions(text, fraction):
    assert parse_percent(text) == D(fraction)


@pytest.mark.parametrize("text", ["", "%", "ten", "NaN", "Infinity", "9" * 50])
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(ValueError, match="not a percentage"):
        parse_percent(text)


@pytest.mark.parametrize(("fraction", "text"), [("0.125", "12.5%"), ("1", "100%"), ("0.12345", "12.35%"), ("-0.00001", "0%"), ("10", "1000%")])
def test_fractions_are_printed_without_idle_zeros(fraction, text):
    assert print_percent(D(fraction)) == text


@given(st.decimals(min_value=-100, max_value=100, places=4))
def test_a_printed_percentage_is_read_back(fraction):
    assert parse_percent(print_percent(fraction)) == fraction
