"""The slow reading on the trade's own cases, so that it may judge the columns."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.calc.problems import Refused
from kaituo.foundation.calc.rates import Band, RateKind, RateTable
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.performance.commissions.engine.terms import Cash, Credit

from .slow_pass import Component, Trigger, calculate

STEP = RateTable((Band(D(0), D(1000000), D("0.05")), Band(D(1000000), None, D("0.08"))))
FLAT = RateTable(STEP.bands, RateKind.FLAT)


def credit(ref, amount, day=date(2004, 3, 10), **other):
    facts = {"payee": "an", "measure": "booked", "period": f"{day:%Y-%m}", "currency": "CNY", "order": ref}
    return Credit(day=day, amount_minor=amount, ref=ref, **{**facts, **other})


def component(rates=STEP, **other):
    return Component(**{"key": "base", "measure": "booked", "currency": "CNY", "rates": rates, **other})


def monthly(rates=STEP, **other):
    return component(rates, is_accumulated=True, **other)


def results(result):
    return [line.result_minor for line in result.lines]


def codes(result):
    return [problem.code for problem in result.problems]


def test_accumulated_credit_climbs_through_the_bands():
    result = calculate([credit("a", 800000), credit("b", 600000)], [monthly()])
    rows = [(line.credit_ref, line.band, line.base_minor, line.before_minor, line.result_minor) for line in result.lines]
    assert rows == [("a", 0, 800000, 0, 40000), ("b", 0, 200000, 800000, 10000), ("b", 1, 400000, 800000, 32000)]
    assert result.totals["an", "base", "2004-03"].earned_minor == 82000


def test_each_transaction_starts_at_the_first_band_when_nothing_accumulates():
    assert results(calculate([credit("a", 800000), credit("b", 600000)], [component()])) == [40000, 30000]


@pytest.mark.parametrize(("reset", "earned"), [(PeriodKind.MONTH, 70000), (PeriodKind.QUARTER, 82000), (PeriodKind.YEAR, 82000)])
def test_accumulation_starts_again_with_its_window(reset, earned):
    credits = [credit("a", 800000, date(2004, 2, 20)), credit("b", 600000)]
    assert sum(results(calculate(credits, [monthly(reset=reset)]))) == earned


def test_a_flat_tier_reached_later_lifts_the_earlier_credit_on_a_line_of_its_own():
    result = calculate([credit("a", 800000), credit("b", 600000)], [monthly(FLAT)])
    assert [(line.base_minor, line.rate, line.is_uplift) for line in result.lines][1:] == [
        (600000, D("0.08"), False),
        (800000, D("0.03"), True),
    ]
    assert sum(results(result)) == 112000


def test_tiers_in_shares_of_the_target_need_a_target():
    shares = RateTable((Band(D(0), D(1), D("0.05")), Band(D(1), None, D("0.08"))))
    terms = monthly(shares, targets={("an", "2004-03"): 1000000})
    assert sum(results(calculate([credit("a", 1400000)], [terms]))) == 82000
    assert codes(calculate([credit("a", 5, payee="bo")], [terms])) == ["commission.no_target"]


def test_a_target_too_small_for_its_tiers_spoils_only_its_own_credits():
    shares = RateTable((Band(D(0), D("0.8"), D("0.05")), Band(D("0.8"), D(1), D("0.06")), Band(D(1), None, D("0.08"))))
    terms = monthly(shares, targets={("an", "2004-03"): 1, ("bo", "2004-03"): 1000000})
    result = calculate([credit("a", 500), credit("b", 1000, payee="bo")], [terms])
    assert (codes(result), result.lines[1].result_minor) == (["commission.target_too_small"], 50)


def test_a_credit_without_a_rule_is_a_problem_and_not_a_silent_zero():
    result = calculate([credit("a", 100, measure="training")], [component()])
    assert (result.lines[0].band, result.lines[0].base_minor, codes(result)) == (None, 100, ["commission.not_covered"])
    assert result.problems[0].source == "a"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (component(currency="USD"), "commission.other_currency"),
        (component(payees=frozenset({"bo"})), "commission.not_covered"),
        (component(effective=Period.year(2003)), "commission.not_covered"),
    ],
)
def test_terms_that_do_not_fit_a_credit_leave_a_problem(terms, code):
    assert codes(calculate([credit("a", 100)], [terms])) == [code]


def test_the_same_credit_given_twice_is_earned_once():
    result = calculate([credit("a", 100000), credit("a", 100000)], [component()])
    assert (sum(results(result)), codes(result)) == (5000, ["commission.credit_twice"])


def test_a_new_rate_leaves_earlier_days_at_the_old_one():
    better = RateTable((Band(D(0), None, D("0.10")),))
    terms = [component(effective=Period.quarter(2004, 1)), component(better, effective=Period.quarter(2004, 2))]
    assert results(calculate([credit("a", 1000), credit("b", 1000, date(2004, 4, 1))], terms)) == [50, 100]


def test_overlapping_versions_and_wrong_tables_are_refused():
    with pytest.raises(Refused, match="terms_overlap"):
        calculate([], [component(), component(effective=Period.year(2004))])
    with pytest.raises(Refused, match=r"rates\.no_band"):
        calculate([], [component(RateTable(()))])
    with pytest.raises(Refused, match=r"rates\.edge_not_whole"):
        calculate([], [component(RateTable((Band(D(0), D("0.8"), D(0)), Band(D("0.8"), None, D("0.1")))))])


def test_a_claw_back_reuses_the_rates_of_the_original():
    sale = [credit("a", 800000), credit("b", 600000)]
    back = credit("b-back", -300000, date(2004, 4, 2), reverses="b")
    result = calculate([*sale, back], [monthly()])
    assert [(line.base_minor, line.rate, line.result_minor) for line in result.lines[3:]] == [
        (-100000, D("0.05"), -5000),
        (-200000, D("0.08"), -16000),
    ]


def test_a_claw_back_of_a_closed_period_reads_its_lines():
    closed = calculate([credit("a", 1400000)], [component()])
    result = calculate([credit("back", -700000, date(2004, 6, 1), reverses="a")], [component()], history=closed.lines)
    assert sum(results(result)) == -41000


@pytest.mark.parametrize(("falls", "earned"), [(True, 5000), (False, 8000)])
def test_a_return_lowers_attainment_only_when_the_plan_says_so(falls, earned):
    credits = [credit("a", 1000000), credit("back", -500000, reverses="a"), credit("c", 100000, date(2004, 3, 20))]
    assert results(calculate(credits, [monthly(returns_lower_attainment=falls)]))[-1] == earned


def test_a_flat_claw_back_in_the_window_ends_where_the_smaller_total_would():
    credits = [credit("a", 800000), credit("b", 600000), credit("back", -600000, reverses="b")]
    assert sum(results(calculate(credits, [monthly(FLAT)]))) == 40000


def test_a_flat_claw_back_after_the_window_uses_the_rate_the_window_reached():
    credits = [credit("a", 800000), credit("b", 600000), credit("back", -800000, date(2004, 5, 1), reverses="a")]
    assert results(calculate(credits, [monthly(FLAT)]))[-1] == -64000


@pytest.mark.parametrize(("amount", "code"), [(-1500, "commission.reversal_exceeds"), (10, "commission.reversal_exceeds")])
def test_taking_back_more_than_was_given_is_a_problem(amount, code):
    assert codes(calculate([credit("a", 1000), credit("back", amount, reverses="a")], [component()])) == [code]


def test_nothing_can_be_taken_back_from_a_credit_of_zero():
    result = calculate([credit("a", 0), credit("back", -10, reverses="a")], [component()])
    assert (results(result), codes(result)) == ([0], ["commission.reversal_exceeds"])


def test_a_late_correction_leaves_the_closed_period_as_it_was():
    closed = [credit("a", 800000), credit("b", 600000)]
    late = credit("late", 500000, date(2004, 3, 1), period="2004-05")
    before, after = calculate(closed, [monthly()]), calculate([late, *closed], [monthly()])
    assert after.totals["an", "base", "2004-03"] == before.totals["an", "base", "2004-03"]
    assert after.totals["an", "base", "2004-05"].earned_minor == 40000


def test_a_claw_back_of_an_unknown_credit_is_a_problem():
    assert codes(calculate([credit("back", -10, reverses="lost")], [component()])) == ["commission.original_not_found"]


@pytest.mark.parametrize(
    ("money", "payable", "problems"),
    [
        (Cash(30000, 0), 0, []),
        (Cash(30000, 10000), 1667, []),
        (Cash(30000, 30000), 5000, []),
        (Cash(0, 0), 0, []),
        (Cash(30000, 40000), 5000, ["commission.cash_beyond_invoice"]),
        (Cash(0, 10), 0, ["commission.cash_beyond_invoice"]),
        (None, 0, ["commission.no_cash_known"]),
    ],
)
def test_commission_on_cash_is_released_as_the_customer_pays(money, payable, problems):
    result = calculate([credit("a", 100000)], [component(trigger=Trigger.CASH)], cash={"a": money} if money else {})
    assert (result.lines[0].result_minor, result.lines[0].payable_minor, codes(result)) == (5000, payable, problems)


def test_half_fens_of_many_lines_are_not_lost_or_doubled():
    result = calculate([credit(str(number), 10) for number in range(5)], [component()])
    assert (results(result), result.totals["an", "base", "2004-03"].earned_minor) == ([1, 1, 1, 0, 0], 3)


CREDITS = st.lists(
    st.tuples(st.sampled_from(["an", "bo"]), st.dates(date(2004, 1, 1), date(2004, 6, 30)), st.integers(-900000, 900000)), max_size=12
).map(lambda rows: [credit(f"r{number:02}", amount, day, payee=payee) for number, (payee, day, amount) in enumerate(rows)])
TERMS = st.builds(
    lambda kind, is_accumulated, reset: component(RateTable(STEP.bands, kind), is_accumulated=is_accumulated, reset=reset),
    st.sampled_from(RateKind),
    st.booleans(),
    st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]),
)


@given(CREDITS, TERMS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_line(credits, terms, random):
    shuffled = random.sample(credits, len(credits))
    assert calculate(shuffled, [terms]) == calculate(credits, [terms])


@given(CREDITS, TERMS)
def test_lines_sum_to_the_rounded_exact_total(credits, terms):
    result = calculate(credits, [terms])
    for (payee, _component, period), total in result.totals.items():
        lines = [line for line in result.lines if (line.payee, line.period) == (payee, period)]
        assert total.earned_minor == sum(line.result_minor for line in lines)
        assert total.earned_minor == round_half_up(sum((line.base_minor * line.rate for line in lines), D(0)))


@given(CREDITS, TERMS)
def test_payees_calculated_apart_earn_the_same(credits, terms):
    apart = [calculate([one for one in credits if one.payee == payee], [terms]).totals for payee in ("an", "bo")]
    assert {**apart[0], **apart[1]} == calculate(credits, [terms]).totals


@given(CREDITS, TERMS)
def test_taking_everything_back_the_same_day_leaves_nothing(credits, terms):
    backs = [credit(f"back-{one.ref}", -one.amount_minor, one.day, payee=one.payee, reverses=one.ref) for one in credits if one.amount_minor]
    result = calculate([*credits, *backs], [component(terms.rates)])
    assert all(total.earned_minor == 0 for total in result.totals.values())
    assert not result.problems
