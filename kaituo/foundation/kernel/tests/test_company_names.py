"""Company names, read into what can be compared."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.company_names import fold, is_abbreviation, read_name

SAME = [
    ("華拓智能科技（上海）有限公司", "上海华拓智能科技有限公司"),
    ("浙江省杭州市恒信贸易有限责任公司", "杭州恒信贸易有限公司"),
    ("ＡＢＣ电子股份有限公司", "abc 电子 (集团) 有限公司"),
    ("深圳市腾讯计算机系统有限公司", "深圳騰訊計算機系統有限公司"),
    ("Lion City Precision Pte. Ltd.", "LION CITY PRECISION PTE LTD"),
    ("Officine Ferraro S.p.A.", "Officine Ferraro SpA"),
    ("Ibérica de Envases S.L.", "Iberica de Envases"),
    ("The Boeing Company", "Boeing Co., Ltd"),
    ("Müller & Söhne GmbH & Co. KG", "Muller and Sohne"),
    ("阿里巴巴（中国）有限公司", "阿里巴巴有限公司"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_company_written_twice_reads_the_same(one, other):
    assert read_name(one).full == read_name(other).full


@pytest.mark.parametrize(
    ("name", "core", "place"),
    [
        ("上海恒信贸易有限公司", "恒信贸易", "上海"),
        ("恒信贸易（北京）有限公司", "恒信贸易", "北京"),
        ("阿里云计算有限公司", "阿里云计算", ""),
        ("上海", "上海", ""),
        ("北京大学", "大学", "北京"),
        ("中国石油化工股份有限公司", "石油化工", ""),
    ],
)
def test_the_place_is_told_from_the_name(name, core, place):
    found = read_name(name)
    assert (found.core, found.place) == (core, place)


def test_one_core_in_two_places_is_two_names():
    shanghai, beijing = read_name("上海恒信贸易有限公司"), read_name("北京恒信贸易有限公司")
    assert shanghai.core == beijing.core
    assert shanghai.full != beijing.full


def test_a_branch_is_not_its_head_office():
    branch, office = read_name("恒信贸易有限公司杭州分公司"), read_name("恒信贸易有限公司")
    assert branch.is_branch
    assert branch.core == office.core
    assert branch.full != office.full


@pytest.mark.parametrize(
    ("short", "long", "is_one"),
    [("中石化", "中国石油化工", True), ("石化", "中国石油化工", False), ("中", "中国", False), ("华拓", "华拓智能", True), ("拓华", "华拓", False)],
)
def test_abbreviations_take_characters_in_order_from_the_first(short, long, is_one):
    assert is_abbreviation(short, long) is is_one


@given(st.text(max_size=60))
def test_any_text_is_read_without_complaint(text):
    found = read_name(text)
    assert re.search(r"[\W_]", found.core + found.full) is None
    assert found.core == fold(found.core)


@given(st.sampled_from(SAME), st.sampled_from(["有限公司", "股份有限公司", "集团有限公司", ""]))
def test_a_chinese_core_is_found_under_every_legal_form(pair, form):
    assert read_name(f"恒信{pair[1][-3:]}贸易{form}").core == read_name(f"恒信{pair[1][-3:]}贸易").core


@given(st.text("ａｂｃＡＢＣabc１２３123", min_size=2, max_size=12))
def test_width_and_case_make_no_difference(text):
    assert read_name(text).full == read_name(text.upper()).full
