"""Rules of baskets, on the worked example and for whatever was bought."""

from collections import Counter
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.behaviour.engine.baskets import ordered, rules

TEA, CUPS = 1, 2


def test_the_worked_example():
    [rule] = rules([(TEA, CUPS, 5)], {TEA: 20, CUPS: 10}, 100)
    assert (rule.first, rule.then) == (CUPS, TEA)
    assert (rule.support, rule.confidence, rule.back, rule.lift) == (Decimal("0.05"), Decimal("0.5"), Decimal("0.25"), Decimal("2.5"))


def test_what_is_asked_about_stands_first():
    [rule] = rules([(TEA, CUPS, 5)], {TEA: 20, CUPS: 10}, 100, about=TEA)
    assert (rule.first, rule.confidence) == (TEA, Decimal("0.25"))


BASKETS = st.lists(st.frozensets(st.integers(1, 6), max_size=5), min_size=1, max_size=30)


def counted(baskets):
    held = Counter(item for basket in baskets for item in basket)
    both = Counter(pair for basket in baskets for pair in combinations(sorted(basket), 2))
    return rules([(*pair, count) for pair, count in both.items()], held, len(baskets))


@given(BASKETS)
def test_no_share_is_above_one_and_no_confidence_below_support(baskets):
    for rule in counted(baskets):
        assert 0 < rule.support <= rule.back <= rule.confidence <= 1


@given(BASKETS)
def test_lift_is_the_same_both_ways(baskets):
    for rule in counted(baskets):
        assert rule.lift == rule.turned.lift
        assert rule.turned.turned == rule


@given(BASKETS, st.sampled_from(["lift", "count", "confidence", "support"]))
def test_the_order_is_falling_and_loses_none(baskets, by):
    found = counted(baskets)
    values = [getattr(rule, by) for rule in ordered(found, by)]
    assert values == sorted(values, reverse=True)
    assert len(values) == len(found)
