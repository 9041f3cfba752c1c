"""Money, its currencies and the one rounding rule."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.money import CurrencyMismatch, Money, exchange, sum_money


@pytest.mark.parametrize(("code", "digits"), [("CNY", 2), ("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_knows_its_minor_digits(code, digits):
    assert currency(code).minor_digits == digits


def test_the_yuan_has_its_sign_and_the_yen_another():
    assert (currency("CNY").symbol, currency("JPY").symbol) == ("¥", "JP¥")


@pytest.mark.parametrize("code", ["", "RMB", "cny", "人民币"])
def test_an_unknown_currency_is_named_in_the_refusal(code):
    with pytest.raises(ValueError, match=f"unknown currency code: '{code}'"):
        currency(code)


def test_two_currencies_never_mix():
    yuan, dollar = Money(1, "CNY"), Money(1, "USD")
    for operation in (yuan.__add__, yuan.__sub__, yuan.__lt__, yuan.__ge__):
        with pytest.raises(CurrencyMismatch):
            operation(dollar)
    assert yuan != dollar


@pytest.mark.parametrize("amount", [0.1, True, "1", None])
def test_money_is_never_made_of_floats_or_text(amount):
    with pytest.raises(TypeError):
        Money(amount, "CNY")


def test_money_is_never_multiplied_by_a_float():
    with pytest.raises(TypeError):
        Money(1, "CNY") * 0.1


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_money_is_a_finite_number(amount):
    with pytest.raises(ValueError, match="finite"):
        Money(D(amount), "CNY")


def test_minor_units_refuse_to_round_silently():
    with pytest.raises(ValueError, match="finer"):
        _ = Money(D("1.005"), "CNY").minor
    assert Money(D("1.005"), "CNY").rounded().minor == 101
    assert Money(D("-1.005"), "CNY").rounded().minor == -101


@given(st.integers(-(10**20), 10**20), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_minor_units_come_back_unchanged(minor, code):
    assert Money.from_minor(minor, code).minor == minor


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)))
def test_a_sum_does_not_depend_on_its_order(amounts):
    listed = [Money(amount, "CNY") for amount in amounts]
    assert sum_money(listed, "CNY") == sum_money(reversed(listed), "CNY")


def test_a_sum_of_nothing_is_zero_of_the_named_currency():
    assert sum_money([], "JPY") == Money(0, "JPY")


def test_amounts_beyond_28_digits_stay_exact():
    assert Money(D("12345678901234567890123456789.01"), "CNY") + Money(D("0.01"), "CNY") == Money(D("12345678901234567890123456789.02"), "CNY")


def test_exchange_rounds_to_the_minor_unit_of_the_target():
    assert exchange(Money(D("100.00"), "USD"), "JPY", D("149.555")) == Money(14956, "JPY")
    assert exchange(Money(D("-0.10"), "USD"), "CNY", D("7.25")) == Money(D("-0.73"), "CNY")


@pytest.mark.parametrize("rate", [D(0), D(-1)])
def test_an_exchange_rate_is_above_zero(rate):
    with pytest.raises(ValueError, match="greater than zero"):
        exchange(Money(1, "USD"), "CNY", rate)


def test_splitting_loses_no_fen():
    assert [str(part) for part in Money(100, "CNY").split([1, 1, 1])] == ["33.34 CNY", "33.33 CNY", "33.33 CNY"]


def test_money_compares_negates_and_prints():
    assert -Money(2, "CNY") < Money(D("1.50"), "CNY") <= Money(D("1.5"), "CNY")
    assert abs(Money(-2, "CNY")) == 2 * Money(1, "CNY")
    assert str(Money(D("1E+3"), "CNY")) == "1000 CNY"
    assert not Money(0, "CNY")
