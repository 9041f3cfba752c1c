"""What a card comes to, with worked figures and with whatever figures there may be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.calc.scores import ScoreCurve
from kaituo.performance.scorecards.engine.plan import Against, Indicator, Plan, Rule, RuleKind, faults
from kaituo.performance.scorecards.engine.scoring import Given, Scoring, State, reckon
from kaituo.performance.scorecards.engine.trying import Trial, paced, tried

D = Decimal
CURVE = ScoreCurve(((D("0.6"), D(0)), (D(1), D(100)), (D("1.2"), D(120))), D(0), D(120))


def indicator(key: str = "sales", weight: int = 100, **more) -> Indicator:
    return Indicator(key, D(weight), **({"against": Against.GOAL, "curve": CURVE, "source": key} | more))


def known(value, target=None, count=9, **more) -> Given:
    return Given(None if value is None else D(value), count, None if target is None else D(target), **more)


def test_a_score_follows_the_curve_between_its_points():
    card = reckon(Plan((indicator(),)), {"sales": known(80, 100)})
    assert (card.total, card.lines[0].rate) == (D("50.00"), D("0.8"))


def test_the_total_is_weighted():
    plan = Plan((indicator("sales", 60), indicator("visits", 40)))
    assert reckon(plan, {"sales": known(100, 100), "visits": known(120, 100)}).total == D("108.00")


@pytest.mark.parametrize(
    ("found", "state"),
    [(known(None), State.NO_FIGURE), (known(5), State.NO_TARGET), (known(5, 0), State.NO_TARGET), (known(5, 10, count=2), State.TOO_FEW)],
)
def test_what_cannot_be_judged_is_left_out_and_said_never_a_silent_zero(found, state):
    plan = Plan((indicator("sales", 60), indicator("visits", 40, least_count=3)))
    card = reckon(plan, {"sales": known(100, 100), "visits": found})
    assert (card.lines[1].state, card.lines[1].score, card.total, card.judged_weight) == (state, None, D("100.00"), D(60))


def test_with_too_little_judged_there_is_no_total():
    plan = Plan((indicator("sales", 60), indicator("visits", 40)))
    card = reckon(plan, {"sales": known(None), "visits": known(100, 100)})
    assert (card.total, card.judged_weight, card.lines[1].score) == (None, D(40), D("100.00"))


GIVENS = st.builds(
    Given,
    st.none() | st.integers(0, 6).map(D),
    st.integers(0, 3),
    st.none() | st.integers(0, 6).map(D),
    st.sampled_from(["", "not_kept"]),
)


@given(st.lists(st.tuples(GIVENS, GIVENS, GIVENS), max_size=30))
def test_many_cards_together_are_each_what_it_is_alone(people):
    """Few different figures, so that most lines are alike."""
    kinds = (indicator("sales", 50, least_count=1), indicator("visits", 30, against=Against.VALUE), Indicator("care", D(20), Against.JUDGEMENT))
    plan = Plan(kinds, (rule(source="sales"),), D(30))
    cards = [dict(zip(("sales", "visits", "care"), found, strict=True)) | {"rule": found[0]} for found in people]
    together = Scoring(plan)
    assert [together.card(each) for each in cards] == [reckon(plan, each) for each in cards]


def test_a_judgement_is_a_score_already_and_waits_until_it_is_given():
    plan = Plan((indicator("sales", 80), Indicator("care", D(20), Against.JUDGEMENT)))
    assert reckon(plan, {"sales": known(100, 100)}).lines[1].state == State.NOT_JUDGED
    assert reckon(plan, {"sales": known(100, 100), "care": known(50)}).total == D("90.00")


def rule(**more) -> Rule:
    return Rule(**({"key": "rule", "kind": RuleKind.DEDUCTION, "source": "overdue", "is_below": False, "threshold": D(3), "points": D(2)} | more))


@pytest.mark.parametrize(
    ("struck", "value", "total"),
    [
        (rule(), 3, "100"),
        (rule(), 4, "98"),
        (rule(is_per_unit=True), 6, "94"),
        (rule(is_per_unit=True, at_most=D(5)), 30, "95"),
        (rule(kind=RuleKind.GATE, points=D(60)), 4, "60"),
        (rule(kind=RuleKind.GATE, points=D(60), is_below=True), 4, "100"),
    ],
)
def test_rules_strike_beyond_their_threshold(struck, value, total):
    card = reckon(Plan((indicator(),), (struck,)), {"sales": known(100, 100), "rule": known(value)})
    assert card.total == D(total)


def test_a_rule_whose_measure_has_no_figure_strikes_nobody_and_is_named():
    card = reckon(Plan((indicator(),), (rule(),)), {"sales": known(100, 100), "rule": known(None)})
    assert (card.total, len(card.unknown)) == (D(100), 1)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(()), "scorecards.no_indicator"),
        (Plan((indicator(weight=90),)), "scorecards.weights_not_whole"),
        (Plan((indicator(weight=60), indicator("visits", 41))), "scorecards.weights_not_whole"),
        (Plan((indicator(curve=ScoreCurve(((D(1), D(1)),))),)), "scores.too_few_points"),
        (Plan((indicator(curve=None),)), "scorecards.no_curve"),
        (Plan((indicator(against=Against.STATED),)), "scorecards.no_stated_target"),
        (Plan((indicator(weight=50), indicator("again", 50, source="sales"))), "scorecards.measure_twice"),
        (Plan((indicator(),), (rule(points=D(0)),)), "scorecards.rule_without_points"),
    ],
)
def test_a_plan_that_cannot_be_right_is_refused(plan, code):
    assert code in {fault.code for fault in faults(plan)}


def test_one_more_deal_brings_what_a_deal_brings():
    found = known(80, 100, parts={"won": D(80)}, evaluate=lambda parts: parts["won"])
    effects = tried(Plan((indicator(),)), {"sales": found}, [Trial("deal", {"won": D(20)}), Trial("call", {"calls": D(1)})])
    assert [(effect.trial.key, effect.total, effect.change) for effect in effects] == [("deal", D("100.00"), D("50.00"))]


def test_at_the_present_pace_flows_grow_with_the_workdays_and_levels_stay():
    found = known(40, 100, parts={"won": D(40), "held": D(1)}, evaluate=lambda parts: parts["won"] * parts["held"])
    grown = paced(Plan((indicator(),)), {"sales": found}, frozenset({"won"}), 8, 20)
    assert grown["sales"].value == D(100)


amounts = st.decimals(-1000, 100_000, places=2)
weights = st.lists(st.integers(1, 60), min_size=1, max_size=5)


@given(weights, st.lists(st.none() | amounts, min_size=5, max_size=5), st.lists(amounts, min_size=5, max_size=5))
def test_whatever_the_figures_the_total_lies_within_the_scores_and_is_what_the_lines_add(shares, values, targets):
    plan = Plan(tuple(indicator(str(at), weight) for at, weight in enumerate(shares)), least_weight=D(0))
    card = reckon(plan, {str(at): known(values[at], targets[at]) for at in range(len(shares))})
    scores = [line.score for line in card.lines if line.score is not None]
    assert (card.total is None) == (not scores)
    if scores:
        assert min(scores) - D("0.01") <= card.total <= max(scores) + D("0.01")
        assert abs(sum(line.points for line in card.lines if line.points is not None) - card.total) <= D("0.01")


@given(amounts, amounts, st.decimals(0, 1000, places=2))
def test_more_never_scores_less_on_a_rising_curve(value, more, target):
    low, high = sorted((value, value + abs(more)))
    plan = Plan((indicator(),))
    totals = [reckon(plan, {"sales": known(each, target)}).total for each in (low, high)]
    assert totals == [None, None] or totals[0] <= totals[1]
