"""Splits, score curves and the stored explanation."""

import json
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.calc.problems import Refused
from kaituo.foundation.calc.scores import ScoreCurve
from kaituo.foundation.calc.split import Share, Split
from kaituo.foundation.calc.step import Step


def curve(*points, **limits):
    return ScoreCurve(tuple((D(value), D(score)) for value, score in points), **limits)


ACTIVITY = curve((0, 0), (5000, 20))
ATTAINMENT = curve(("0.6", 0), (1, 100), ("1.2", 120), cap=D(120))


@pytest.mark.parametrize(
    ("value", "score"), [("0.5", "0"), ("0.6", "0"), ("0.8", "50"), ("1", "100"), ("1.1", "110"), ("1.5", "120"), ("0.85", "62.5")]
)
def test_attainment_is_scored_along_the_lines(value, score):
    assert ATTAINMENT.score(D(value))[0] == D(score)


@given(st.decimals(min_value=-3, max_value=10**6, places=6))
def test_without_its_explanation_a_score_is_the_same(value):
    assert [each.score_of(value) for each in (ATTAINMENT, ACTIVITY)] == [each.score(value)[0] for each in (ATTAINMENT, ACTIVITY)]


def test_activity_points_have_no_upper_limit():
    assert (ACTIVITY.score(20000)[0], ACTIVITY.score(40000)[0]) == (80, 160)


def test_a_limited_score_keeps_the_unlimited_one_in_its_explanation():
    score, step = ATTAINMENT.score(D("1.5"))
    assert (score, step.label_code, step.children[0].value) == (120, "score.limited", 150)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (curve((0, 0)), "scores.too_few_points"),
        (curve((1, 0), (1, 5)), "scores.not_ascending"),
        (curve((0, 0), (1, 5), floor=D(9), cap=D(1)), "scores.cap_below_floor"),
    ],
)
def test_a_wrong_curve_is_refused(wrong, code):
    for asked in (wrong.score, wrong.score_of):
        with pytest.raises(Refused, match=code):
            asked(1)


def test_peers_share_the_whole_and_overlays_come_on_top():
    split = Split((Share("an", D("0.8")), Share("lead", D("0.5"), is_overlay=True), Share("bo", D("0.2"))))
    assert [(share.payee, part) for share, part in split.allocate(10001)] == [("an", 8001), ("lead", 5001), ("bo", 2000)]


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(-(10**12), 10**12))
def test_peers_parts_sum_to_the_amount(weights, total):
    rates = [D(weight).scaleb(-4) for weight in weights]
    rates.append(1 - sum(rates))
    split = Split(tuple(Share(str(at), rate) for at, rate in enumerate(rates)))
    assert sum(part for _share, part in split.allocate(total)) == total


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([], "split.not_whole"),
        ([Share("an", D("0.8"))], "split.not_whole"),
        ([Share("an", D("0.8")), Share("bo", D("0.3"))], "split.not_whole"),
        ([Share("an", D("0.5")), Share("an", D("0.5"))], "split.named_twice"),
        ([Share("an", D(1)), Share("bo", D(0))], "split.share_not_positive"),
    ],
)
def test_a_wrong_split_is_refused(shares, code):
    with pytest.raises(Refused, match=code):
        Split(tuple(shares)).allocate(100)


def test_an_explanation_survives_storage_unchanged():
    child = Step("rate", D("0.050"), {"on": date(2004, 3, 1), "is_new": True, "note": None})
    step = Step("line", 12345, {"band": 2}, (child,))
    assert Step.from_plain(json.loads(json.dumps(step.to_plain()))) == step
