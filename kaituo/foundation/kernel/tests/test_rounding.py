"""Rounding magnitudes and dealing a whole out exactly."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.rounding import allocate, divide_half_up, quotient, round_half_up, round_together

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
ROWS = st.lists(st.fractions(-1000, 1000, max_denominator=997), max_size=20)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("1250", -2, "1.3E+3")],
)
def test_halves_go_away_from_zero(value, digits, expected):
    assert round_half_up(D(value), digits) == D(expected)


def test_a_tiny_loss_rounds_to_plain_zero():
    assert str(round_half_up(D("-0.004"), 2)) == "0.00"


def test_floats_are_refused():
    with pytest.raises(TypeError):
        round_half_up(2.5)


@pytest.mark.parametrize(("numerator", "denominator", "expected"), [(7, 2, 4), (-7, 2, -4), (7, -2, -4), (-7, -2, 4), (1, 3, 0), (-1, 3, 0)])
def test_whole_division_rounds_the_magnitude(numerator, denominator, expected):
    assert divide_half_up(numerator, denominator) == expected


def test_a_quotient_is_rounded_once():
    assert quotient(2, 3, 6) == D("0.666667")
    assert quotient(D("-2"), 3, 2) == D("-0.67")


@given(DECIMALS, st.one_of(DECIMALS, st.integers(-(10**9), 10**9), st.fractions(-1000, 1000)).filter(bool), st.integers(0, 8))
def test_a_quotient_is_the_exact_fraction_rounded(numerator, denominator, digits):
    exact = Fraction(numerator) / Fraction(denominator) * 10**digits
    assert quotient(numerator, denominator, digits) == D(divide_half_up(exact.numerator, exact.denominator)).scaleb(-digits)


@given(DECIMALS, st.integers(-3, 8))
def test_rounding_is_to_the_nearest_and_halves_go_away_from_zero(value, digits):
    rounded, unit = round_half_up(value, digits), Fraction(10) ** -digits
    off = abs(Fraction(rounded)) - abs(Fraction(value))
    assert -unit / 2 < off <= unit / 2
    assert not (rounded.is_zero() and rounded.is_signed())


@given(AMOUNTS, WEIGHTS)
def test_parts_always_sum_to_the_total(total, weights):
    assert sum(allocate(total, weights)) == total


@given(AMOUNTS, WEIGHTS)
def test_no_part_is_a_whole_unit_away_from_its_exact_share(total, weights):
    for part, weight in zip(allocate(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(AMOUNTS, WEIGHTS)
def test_a_return_is_dealt_out_as_the_sale_was(total, weights):
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


def test_ties_go_to_the_earlier_position():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]


def test_a_zero_weight_receives_nothing():
    assert allocate(7, [0, 1, 0, 1]) == [0, 4, 0, 3]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(10, weights)


@given(ROWS)
def test_rows_rounded_together_sum_to_the_rounded_total(rows):
    whole = sum(rows, Fraction(0))
    parts = round_together(rows)
    assert sum(parts) == divide_half_up(whole.numerator, whole.denominator)
    assert all(abs(part - row) < 1 for part, row in zip(parts, rows, strict=True))


@given(ROWS)
def test_rows_and_their_mirror_round_alike(rows):
    assert round_together([-row for row in rows]) == [-part for part in round_together(rows)]
