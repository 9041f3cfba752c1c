"""What is learnt from cases, how a likelihood is explained, and how likelihoods are judged."""

from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.sales.pipeline.estimates.judging import auc, groups, judge
from kaituo.sales.pipeline.estimates.likelihood import PRIORS, Learnt, best_prior, learn, logistic, logit_of

SHARES = st.floats(0, 1, allow_nan=False)
CASES = st.lists(st.tuples(SHARES, st.booleans()), min_size=1, max_size=60)


def world(count, seed=1):
    """Cases of known weights: a half of them have a plan, worth 1.5; size counts -0.8; the colour nothing."""
    rng = Random(seed)
    rows = [{"plan": float(rng.random() < 0.5), "size": rng.gauss(0, 1), "colour:red": float(rng.random() < 0.3)} for _case in range(count)]
    return rows, [rng.random() < logistic(-0.5 + 1.5 * row["plan"] - 0.8 * row["size"]) for row in rows]


@pytest.fixture(scope="module")
def learnt():
    rows, outcomes = world(4000)
    return learn(rows, outcomes, [1.0] * len(rows))


def test_the_weights_of_a_known_world_are_found(learnt):
    assert learnt.weights["plan"] == pytest.approx(1.5, abs=0.2)
    assert learnt.weights["size"] == pytest.approx(-0.8, abs=0.1)
    assert learnt.weights["colour:red"] == pytest.approx(0, abs=0.2)


def test_later_cases_are_rated_better_than_by_chance(learnt):
    rows, outcomes = world(2000, seed=2)
    judgement = judge([learnt.likelihood(row) for row in rows], outcomes)
    assert judgement.auc > 0.7
    assert all(group.said == pytest.approx(group.came, abs=0.1) for group in judgement.groups)


def test_a_column_that_never_differs_weighs_nothing():
    rows, outcomes = world(200)
    assert "same" not in learn([{**row, "same": 1.0} for row in rows], outcomes, [1.0] * len(rows)).weights


def test_what_always_went_with_winning_does_not_become_a_certainty():
    rows = [{"rare": float(place < 3)} for place in range(100)]
    outcomes = [place < 3 or place % 2 == 0 for place in range(100)]
    assert learn(rows, outcomes, [1.0] * 100, prior=16).likelihood({"rare": 1.0}) < 0.97


def test_looks_at_one_deal_weigh_one_together():
    rows, outcomes = world(300)
    once = learn(rows, outcomes, [1.0] * 300)
    often = learn([row for row in rows for _look in range(4)], [each for each in outcomes for _look in range(4)], [0.25] * 1200)
    assert often.weights["plan"] == pytest.approx(once.weights["plan"], rel=1e-6)


def test_an_effect_is_what_the_likelihood_would_lose_were_the_factor_as_usual():
    learnt = Learnt(0.0, {"plan": 1.0, "source:fair": 2.0, "source:tender": -1.0}, {"plan": 0.5, "source:fair": 0.5, "source:tender": 0.0}, {})
    effects = learnt.effects({"plan": 1.0, "source:fair": 1.0})
    assert effects["plan"] == pytest.approx(logistic(1.5) - logistic(1.0))
    assert effects["source"] == pytest.approx(logistic(1.5) - logistic(0.5))


@given(CASES)
def test_a_judgement_stays_within_its_bounds(cases):
    said, came = [each for each, _came in cases], [each for _said, each in cases]
    judgement = judge(said, came)
    assert 0 <= judgement.brier <= 1
    assert judgement.auc is None or 0 <= judgement.auc <= 1
    assert sum(group.count for group in judgement.groups) == len(cases)


@given(CASES)
def test_the_reverse_order_has_the_reverse_auc(cases):
    said, came = [round(each, 6) for each, _came in cases], [each for _said, each in cases]
    forth = auc(said, came)
    assert forth is None or forth + auc([-each for each in said], came) == pytest.approx(1)


def test_equal_likelihoods_rank_by_chance():
    assert auc([0.5] * 4, [True, False, True, False]) == 0.5
    assert auc([0.9, 0.8, 0.2, 0.1], [True, True, False, False]) == 1
    assert auc([0.9], [True]) is None


def test_few_cases_make_few_groups():
    assert [group.count for group in groups([0.1] * 21, [True] * 21)] == [10, 11]
    assert len(groups([0.1] * 200, [True] * 200)) == 10


def test_nothing_is_no_judgement():
    with pytest.raises(ValueError, match="no case"):
        judge([], [])


@given(SHARES)
def test_logit_and_logistic_undo_each_other(share):
    assert logistic(logit_of(share)) == pytest.approx(min(max(share, 1e-4), 1 - 1e-4))
    assert logit_of(0.75) == pytest.approx(log(3))


def test_where_there_is_nothing_to_learn_the_prior_is_the_strongest():
    rng = Random(9)
    rows = [{f"noise:{column}": rng.gauss(0, 1) for column in range(20)} for _case in range(150)]
    outcomes = [rng.random() < 0.5 for _case in rows]
    assert best_prior(rows, outcomes, [1.0] * 150, 100) == PRIORS[-1]


def test_where_there_is_much_to_learn_the_prior_steps_back():
    rows, outcomes = world(600)
    assert best_prior(rows, outcomes, [1.0] * 600, 400) < PRIORS[-1]
