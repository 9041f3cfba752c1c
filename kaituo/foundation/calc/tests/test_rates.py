"""Rate tables: the three kinds, their edges, accumulation and faults."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.calc.problems import Refused
from kaituo.foundation.calc.rates import Band, Edge, RateKind, RateTable


def bands(*rows):
    return tuple(Band(D(lower), None if upper is None else D(upper), D(rate)) for lower, upper, rate in rows)


TIERS = bands((0, 10000, "0.05"), (10000, 20000, "0.08"), (20000, None, "0.10"))
TABLES = st.builds(lambda kind, edge: RateTable(TIERS, kind, edge), st.sampled_from(RateKind), st.sampled_from(Edge))
AMOUNTS = st.integers(-50000, 50000)


def earned(table, amount, before=0):
    return sum((part.result for part in table.apply(amount, before)), D(0))


@pytest.mark.parametrize(
    ("kind", "amount", "result"),
    [
        (RateKind.STEP, 5000, "250"),
        (RateKind.STEP, 10000, "500"),
        (RateKind.STEP, 25000, "1800"),
        (RateKind.STEP, -25000, "-1800"),
        (RateKind.FLAT, 9999, "499.95"),
        (RateKind.FLAT, 10000, "800"),
        (RateKind.FLAT, 25000, "2500"),
        (RateKind.INTERPOLATED, 5000, "325"),
        (RateKind.INTERPOLATED, 15000, "1350"),
        (RateKind.INTERPOLATED, 25000, "2500"),
    ],
)
def test_an_amount_earns_by_its_kind(kind, amount, result):
    assert earned(RateTable(TIERS, kind), amount) == D(result)


@pytest.mark.parametrize(("edge", "result"), [(Edge.UPPER, "800"), (Edge.LOWER, "500")])
def test_an_amount_on_the_edge_follows_the_edge_rule(edge, result):
    assert earned(RateTable(TIERS, RateKind.FLAT, edge), 10000) == D(result)


def test_a_credit_crossing_a_border_shows_one_slice_per_band():
    slices = RateTable(TIERS).apply(6000, before_minor=8000)
    assert [(part.band, part.base, part.rate, part.result) for part in slices] == [(0, 2000, D("0.05"), 100), (1, 4000, D("0.08"), 320)]


def test_reaching_a_flat_band_lifts_what_was_credited_before():
    slices = RateTable(TIERS, RateKind.FLAT).apply(4000, before_minor=8000)
    assert [(part.base, part.rate, part.is_uplift) for part in slices] == [(4000, D("0.08"), False), (8000, D("0.03"), True)]


@given(TABLES, st.lists(AMOUNTS, max_size=8))
def test_credits_one_by_one_earn_what_their_total_earns(table, amounts):
    whole = sum(earned(table, amount, sum(amounts[:at])) for at, amount in enumerate(amounts))
    assert whole == earned(table, sum(amounts))


@given(TABLES, AMOUNTS, AMOUNTS)
def test_a_return_takes_back_exactly_what_the_sale_gave(table, amount, before):
    assert earned(table, amount, before) == -earned(table, -amount, before + amount)


@given(AMOUNTS, AMOUNTS)
def test_the_bases_of_marginal_slices_sum_to_the_amount(amount, before):
    assert sum(part.base for part in RateTable(TIERS).apply(amount, before)) == amount


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], ["rates.no_band"]),
        ([(0, None, "0.05")], []),
        ([(10, None, "0.05")], ["rates.not_from_zero"]),
        ([(0, 10, "0.05")], ["rates.not_open_ended"]),
        ([(0, 10, "0.05"), (12, None, "0.1")], ["rates.gap"]),
        ([(0, 10, "0.05"), (8, None, "0.1")], ["rates.overlap"]),
        ([(0, None, "0.05"), (8, None, "0.1")], ["rates.overlap"]),
        ([(0, 10, "0.05"), (10, 10, "0.1"), (10, None, "0.1")], ["rates.empty_band"]),
        ([(0, None, "5")], ["rates.out_of_range"]),
        ([(0, None, "-0.01")], ["rates.out_of_range"]),
    ],
)
def test_a_wrong_table_names_its_faults(rows, codes):
    assert [problem.code for problem in RateTable(bands(*rows)).validate()] == codes


def test_a_wrong_table_is_never_applied():
    with pytest.raises(Refused, match=r"rates\.gap"):
        RateTable(bands((0, 10, "0.05"), (12, None, "0.1"))).apply(5)


def test_borders_in_shares_of_a_target_become_amounts():
    shares = RateTable(bands((0, "0.8", "0.03"), ("0.8", 1, "0.05"), (1, None, "0.08")))
    with pytest.raises(Refused, match="edge_not_whole"):
        shares.apply(1)
    assert earned(shares.scaled(100000), 120000) == D("2400") + D("1000") + D("1600")
