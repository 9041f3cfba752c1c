"""Numbers and addresses in the form in which they are compared."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.contact_points import e164, numbers_in, region_of, tidy_email


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("0571-88888888", "+8657188888888"),
        ("(0571) 8888 8888 转 12", "+8657188888888"),
        ("021-68888888 ext. 301", "+862168888888"),
        ("+49 711 123456", "+49711123456"),
        ("", ""),
        ("ask Mr. Li", ""),
        ("12", ""),
    ],
)
def test_numbers_take_one_form(text, number):
    assert e164(text) == number


@pytest.mark.parametrize("text", ["021-68888888", "0571-88888888", "010-62345678", "0755-86013388", "0371-87834512", "0769-22345678", "13800138000"])
def test_numbers_of_home_are_read_as_the_library_reads_them(text):
    number = phonenumbers.parse(text, "CN")
    assert e164(text) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_a_number_without_country_code_is_dialled_from_its_country():
    assert e164("0711 123456", region_of("Germany")) == "+49711123456"
    assert e164("0711 123456", region_of("德国")) == "+49711123456"
    assert region_of("Atlantis") == "CN"


def test_several_numbers_in_one_field_are_told_apart():
    assert numbers_in("13800138000/0571-88888888、13800138000") == ["+8613800138000", "+8657188888888"]


@pytest.mark.parametrize(
    ("text", "address"),
    [(" Wang.Fang@Example.COM ", "wang.fang@example.com"), ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com"), ("none", "")],
)
def test_addresses_take_one_form(text, address):
    assert tidy_email(text) == address


@given(st.text(max_size=40))
def test_any_text_is_read_without_complaint(text):
    for number in numbers_in(text):
        assert number.startswith("+")
        assert e164(number) == number
