"""Splitting a whole: the parts add up, each week belongs to one month, wrong weights are refused."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.performance.goals.engine.splitting import WeightFault, pieces_of, refuse_wrong, shares

CENTS = st.integers(0, 10**11).map(lambda cents: D(cents) / 100)
WEIGHTS = st.lists(st.integers(0, 1000).map(D), min_size=1, max_size=53).filter(any)


def test_the_worked_example():
    assert shares(D(1000), [D(15), D(25), D(25), D(35)]) == [D(150), D(250), D(250), D(350)]


@given(CENTS, WEIGHTS)
def test_the_parts_add_up_to_the_cent(whole, weights):
    assert sum(shares(whole, weights)) == whole


@given(CENTS, WEIGHTS)
def test_no_weight_no_part(whole, weights):
    assert all(part == 0 for part, weight in zip(shares(whole, weights), weights, strict=True) if not weight)


@pytest.mark.parametrize(("weights", "code"), [([D(0), D(0)], "nothing"), ([], "nothing"), ([D(-1), D(2)], "negative"), ([D(50), D(49)], "sum")])
def test_wrong_weights_are_refused_by_name(weights, code):
    with pytest.raises(WeightFault) as fault:
        refuse_wrong(weights, is_percent=True)
    assert fault.value.code == code


@given(st.integers(2000, 2100))
def test_each_week_of_a_year_belongs_to_exactly_one_month_and_quarter(year):
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
        weeks = [week for piece in Period.year(year).split(kind) for week in pieces_of(piece, PeriodKind.WEEK)]
        assert weeks == pieces_of(Period.year(year), PeriodKind.WEEK)
        assert len(set(weeks)) == len(weeks)


def test_the_weeks_of_a_month_are_those_whose_thursday_lies_in_it():
    weeks = pieces_of(Period.month(2026, 10), PeriodKind.WEEK)
    assert (weeks[0].start, weeks[-1].start, len(weeks)) == (date(2026, 9, 28), date(2026, 10, 26), 5)
