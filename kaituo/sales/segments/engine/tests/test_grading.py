"""ABC, RFM, stages and the rule that says the class."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.sales.segments.engine.grading import Bought, Grade, Rule, abc, class_of, fifths, grades, stage

TODAY = date(2026, 5, 4)


def ago(days):
    return TODAY - timedelta(days=days)


def test_the_few_that_bring_most_are_a():
    assert abc({1: 700, 2: 150, 3: 100, 4: 50, 5: 0}, (80, 95)) == {1: "a", 2: "a", 3: "b", 4: "c"}


def test_one_customer_alone_is_a():
    assert abc({1: 10}, (80, 95)) == {1: "a"}


def test_fifths_treat_equal_values_alike():
    assert fifths({1: 10, 2: 20, 3: 30, 4: 40, 5: 50}) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    assert fifths({1: 7, 2: 7}) == {1: 1, 2: 1}


@pytest.mark.parametrize(
    ("bought", "expected"),
    [
        (Bought(), "prospect"),
        (Bought(first_on=ago(30), last_on=ago(30)), "new"),
        (Bought(first_on=ago(900), last_on=ago(10), late=130, early=100), "growing"),
        (Bought(first_on=ago(900), last_on=ago(10), late=120, early=100), "steady"),
        (Bought(first_on=ago(900), last_on=ago(10), late=70, early=100), "declining"),
        (Bought(first_on=ago(900), last_on=ago(181)), "dormant"),
        (Bought(first_on=ago(900), last_on=ago(366)), "lost"),
    ],
)
def test_stages(bought, expected):
    assert stage(bought, TODAY) == expected


def test_the_first_rule_that_applies_says_the_class():
    rules = [Rule("a", "revenue", "100000"), Rule("b", "rfm", "10"), Rule("c", "industry", "it, food"), Rule("d", "stage", "lost、dormant")]
    grade = Grade("c", 4, 3, 3, "dormant")
    assert class_of(grade, Bought(revenue=99999), {"industry": "it"}, rules).account_class == "b"
    assert class_of(grade, Bought(revenue=100000), {}, rules).account_class == "a"
    assert class_of(Grade("", 0, 0, 0, "lost"), Bought(), {"industry": "it"}, rules).account_class == "c"
    assert class_of(Grade("", 0, 0, 0, "prospect"), Bought(), {}, rules) is None


amounts = st.dictionaries(st.integers(1, 99), st.integers(0, 10**9), max_size=30)


@given(amounts)
def test_nobody_smaller_stands_above_somebody_larger(revenue):
    letters = abc(revenue, (80, 95))
    assert set(letters) == {key for key, amount in revenue.items() if amount}
    ranked = sorted(letters, key=lambda key: (-revenue[key], key))
    assert [letters[key] for key in ranked] == sorted(letters[key] for key in ranked)


@given(amounts)
def test_fifths_keep_the_order(values):
    found = fifths(values)
    assert all(found[one] <= found[other] for one in values for other in values if values[one] <= values[other])
    assert set(found.values()) <= {1, 2, 3, 4, 5}


@given(st.dictionaries(st.integers(1, 30), st.builds(Bought, st.integers(0, 999), orders=st.integers(0, 9)), max_size=10))
def test_whoever_never_bought_has_no_points(bought):
    assert all((grade.r, grade.f, grade.m, grade.stage) == (0, 0, 0, "prospect") for grade in grades(bought, TODAY).values())
