"""The check sign of the unified social credit code, on codes that companies have published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.credit_codes import SIGNS, check_sign, is_credit_code, looks_like_credit_code, organisation_sign, tidied

PUBLISHED = ["91330100799655058B", "9144030071526726XG", "914403001922038216", "91110000802100433B"]


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_pass(code):
    assert is_credit_code(code)
    assert organisation_sign(code[8:16]) == code[16]


@pytest.mark.parametrize("text", ["９１３３０１００７９９６５５０５８Ｂ", "9133 0100 7996 5505 8b", "91330100-79965505-8B"])
def test_width_case_and_spaces_make_no_difference(text):
    assert is_credit_code(text)
    assert tidied(text) == PUBLISHED[0]


@pytest.mark.parametrize("text", ["", "91330100799655058C", "91330100799655058", "O1330100799655058B", "DE123456789", "9" * 18])
def test_what_is_no_code_fails(text):
    assert not is_credit_code(text)


def test_eighteen_signs_look_like_a_code_and_a_foreign_number_does_not():
    assert looks_like_credit_code("91330100799655058C")
    assert not looks_like_credit_code("DE123456789")


@given(st.sampled_from(PUBLISHED), st.integers(0, 16), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(code, place, sign):
    wrong = code[:place] + sign + code[place + 1 :]
    assert (check_sign(wrong[:17]) == code[17]) is (wrong == code)


@given(st.sampled_from(PUBLISHED), st.integers(0, 15))
def test_two_neighbours_in_wrong_order_are_always_noticed(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (check_sign(swapped[:17]) == code[17]) is (swapped == code)
