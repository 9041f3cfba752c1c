"""China's provinces, cities and counties by code, and what texts name them without doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.divisions import below, divisions, fits, is_at_home, match, named, short


def test_every_province_is_there():
    assert len(below()) == 34
    assert {"北京市", "台湾省", "香港特别行政区", "澳门特别行政区", "新疆维吾尔自治区"} <= {each.name for each in below()}
    assert len(divisions()) > 3800


@given(st.sampled_from(sorted(divisions())))
def test_each_stands_below_its_own_province_and_within_every_step_of_its_line(code):
    division = divisions()[code]
    assert all(step.holds(code) for step in division.line)
    assert division.line[0] in below()


def test_what_nobody_says_is_left_out():
    assert named("310115") == "上海市 浦东新区"
    assert named("320583") == "江苏省 苏州市 昆山市"
    assert named("419001") == "河南省 济源市"
    assert "济源市" in {each.name for each in below("410000")}


@pytest.mark.parametrize(
    ("region", "city", "code"),
    [
        ("江苏", "苏州", "320500"),
        ("江苏省", "昆山市", "320583"),
        ("上海", "上海", "310000"),
        ("上海", "", "310000"),
        ("", "杭州", "330100"),
        ("广西", "南宁市", "450100"),
        ("河南", "济源", "419001"),
        ("江苏", "杭州", ""),
        ("", "鼓楼区", ""),
        ("Bayern", "", ""),
        ("", "", ""),
    ],
)
def test_texts_name_a_division_only_without_doubt(region, city, code):
    assert match(region, city) == code


def test_abroad_has_no_divisions():
    assert match("江苏", "苏州", "Germany") == ""
    assert is_at_home("中国")


@given(st.sampled_from(sorted(divisions())))
def test_the_texts_of_a_division_fit_it(code):
    division = divisions()[code]
    assert fits(code, division.region, division.city)


def test_short_names_are_what_people_say():
    assert [short(name) for name in ("内蒙古自治区", "宁夏回族自治区", "香港特别行政区", "沙市区")] == ["内蒙古", "宁夏", "香港", "沙市区"]
