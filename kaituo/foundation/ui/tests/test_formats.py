"""Amounts, days and names as a Chinese and an English reader write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from kaituo.foundation.kernel.money import Money
from kaituo.foundation.ui import formats


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_money_carries_the_sign_its_reader_expects(language):
    expected = {"zh-hans": "¥3,500.00", "en": "CNY\N{NO-BREAK SPACE}3,500.00"}
    assert formats.money(Decimal("3500"), "CNY") == expected[language]


def test_where_the_books_are_in_yuan_the_sign_is_enough(language):
    with formats.books_kept_in("CNY"):
        assert [formats.money(Decimal(amount), "CNY") for amount in ("3500", "-0.5")] == ["¥3,500.00", "-¥0.50"]


@pytest.mark.parametrize("house", ["CNY", "JPY", "USD", ""])
def test_yen_and_yuan_are_never_taken_for_each_other(language, house):
    with formats.books_kept_in(house):
        yen, yuan = formats.money(Decimal("3500"), "JPY"), formats.money(Decimal("3500"), "CNY")
    assert yen == {"zh-hans": "JP¥3,500", "en": "JPY\N{NO-BREAK SPACE}3,500"}[language]
    assert yuan.startswith("¥") == (language == "zh-hans" or house == "CNY")


def test_money_takes_the_currency_of_a_money_value():
    with translation.override("en"):
        assert formats.money(Money(Decimal("12.5"), "USD")) == "USD\N{NO-BREAK SPACE}12.50"


def test_a_missing_amount_is_a_dash_and_not_a_zero():
    assert formats.money(None, "CNY") == formats.percent(None) == formats.day(None) == "—"


def test_a_day_is_written_as_locals_write_it(language):
    expected = {"zh-hans": ("2026年3月5日", "3月5日"), "en": ("5 Mar 2026", "5 Mar")}
    day = date(2026, 3, 5)
    assert (formats.day(day), formats.day(day, "short")) == expected[language]


def test_an_instant_late_in_london_is_the_next_day_in_shanghai():
    with translation.override("zh-hans"), timezone.override("Asia/Shanghai"):
        assert formats.instant(datetime(2026, 3, 5, 17, 30, tzinfo=UTC)) == "2026年3月6日 01:30"


@pytest.mark.parametrize(
    ("value", "chinese", "english"), [(123_000, "12.3万", "123k"), (250_000_000, "2.5亿", "250M"), (-45_600, "-4.6万", "-45.6k"), (999, "999", "999")]
)
def test_a_large_number_is_counted_in_ten_thousands_for_chinese_readers(value, chinese, english):
    with translation.override("zh-hans"):
        assert formats.wan(value) == chinese
    with translation.override("en"):
        assert formats.wan(value) == english


def test_a_fraction_becomes_percent_without_trailing_zeros(language):
    assert formats.percent(Decimal("0.123")) == "12.3%"
    assert formats.percent(Decimal("0.05")) == "5%"


@pytest.mark.parametrize(("name", "short"), [("张伟", "张伟"), ("欧阳小明", "小明"), ("Mary Ann Lee", "ML"), ("", "?")])
def test_a_name_shrinks_to_what_people_call_each_other(name, short):
    assert formats.initials(name) == short
