"""What must hold whatever is sold: order, splitting, exact sums, and agreement with the slow reading of the rules."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaituo.foundation.kernel.rounding import round_together

from . import reference
from .sales import component, payable, plan_of, quoted, table

EDGES = [(0, "0.033"), (1000, "0.0507"), (2500, "0.08")]
MINOR = [(0, 100000, Fraction("0.033")), (100000, 250000, Fraction("0.0507")), (250000, None, Fraction("0.08"))]
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
SALES = st.lists(
    st.tuples(st.sampled_from(["alice", "bob", "charlie"]), DAYS, st.integers(-60000, 200000).filter(bool)),
    min_size=1,
    max_size=25,
)
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def credits_of(sales):
    return [
        {"seq": at, "ref": str(at), "payee": payee, "day": day, "measure": "sales", "amount": amount}
        for at, (payee, day, amount) in enumerate(sales, 1)
    ]


def earned(found):
    return {key: total for key, (total, _payable) in found.totals.items() if total}


@pytest.mark.parametrize("method", ["step", "flat", "overage"])
def test_tiers_agree_with_the_slow_reading(method):
    plan = plan_of(component(table(*EDGES, method=method)))

    @SLOW
    @given(SALES)
    def agree(sales):
        rows = credits_of(sales)
        expected = {key: total for key, total in reference.commissions(method, MINOR, rows).items() if total}
        assert earned(quoted(plan, rows)) == expected

    agree()


@SLOW
@given(SALES, st.integers(1, 20000))
def test_caps_agree_with_the_slow_reading(sales, cap):
    plan = plan_of(component(table(*EDGES), caps=[{"per": "period", "amount": Decimal(cap) / 100}]))
    rows = credits_of(sales)
    expected = {key: total for key, total in reference.capped(reference.commissions("step", MINOR, rows), cap).items() if total}
    assert earned(quoted(plan, rows)) == expected


@SLOW
@given(SALES)
def test_overrides_agree_with_the_slow_reading(sales):
    rows = credits_of(sales)
    plan = plan_of(
        {"kind": "override", "key": "team", "measures": ["sales"], "rate": {"kind": "constant", "rate": "0.0123"}},
    )
    team = [("mei", "alice"), ("mei", "bob"), ("ada", "charlie")]
    found = quoted(plan, rows, team=[{"manager": manager, "member": member} for manager, member in team])
    assert earned(found) == {key: total for key, total in reference.overridden(rows, team, "0.0123").items() if total}


@SLOW
@given(SALES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(sales, chance):
    plan = plan_of(component(table(*EDGES)), component(table(*EDGES, method="flat"), key="second", caps=[{"amount": 50}]))
    rows = credits_of(sales)
    mixed = list(rows)
    chance.shuffle(mixed)
    assert quoted(plan, mixed).lines == quoted(plan, rows).lines


@SLOW
@given(st.integers(2, 300000), st.integers(1, 299999), st.sampled_from(["step", "flat", "overage"]))
def test_a_credit_in_two_parts_earns_what_the_whole_earns(whole, first, method):
    plan = plan_of(component(table(*EDGES, method=method)))
    day, part = date(2026, 1, 5), first % whole
    parts = [("alice", day, amount) for amount in (part, whole - part) if amount]
    assert payable(plan, credits_of(parts)) == payable(plan, credits_of([("alice", day, whole)]))


@SLOW
@given(st.lists(st.integers(-9999, 9999).filter(bool), min_size=1, max_size=40))
def test_lines_are_rounded_like_the_kernel_does(amounts):
    plan = plan_of(component({"kind": "constant", "rate": "0.0377"}))
    found = quoted(plan, credits_of([("alice", date(2026, 1, 5), amount) for amount in amounts]))
    lines = {line.seq: line.result for line in found.lines}
    expected = round_together([Fraction("0.0377") * amount for amount in amounts])
    assert [lines[at] for at in range(1, len(amounts) + 1)] == expected


@SLOW
@given(st.lists(st.integers(1, 100000), min_size=1, max_size=10))
def test_the_parts_of_a_split_sum_to_the_whole(amounts):
    shares = [{"role": "a", "share": "0.4"}, {"role": "b", "share": "0.35"}, {"role": "c", "share": "0.25"}]
    plan = plan_of(component({"kind": "constant", "rate": "1"}, split={"shares": shares}))
    rows = [
        {**row, "seq": row["seq"] * 3 + at, "payee": role, "role": role}
        for row in credits_of([("x", date(2026, 1, 5), amount) for amount in amounts])
        for at, role in enumerate("abc")
    ]
    found = quoted(plan, rows)
    by_ref = {}
    for line in found.lines:
        by_ref[line.credit] = by_ref.get(line.credit, 0) + line.base
    assert by_ref == {str(at): amount for at, amount in enumerate(amounts, 1)}


@SLOW
@given(SALES, st.integers(0, 6))
def test_a_full_return_gives_back_what_was_paid_but_for_the_rounding_of_a_line(sales, which):
    plan = plan_of(component(table(*EDGES), reset="year", returns_lower_attainment=False))
    rows = [row for row in credits_of(sales) if row["amount"] > 0]
    if not rows:
        return
    sale = rows[which % len(rows)]
    back = {**sale, "seq": 999, "ref": "back", "amount": -sale["amount"], "reverses": sale["ref"], "day": date(2026, 12, 1)}
    lines = quoted(plan, [*rows, back]).lines
    paid, taken = ([line.result for line in lines if line.seq == number] for number in (sale["seq"], 999))
    assert len(paid) == len(taken) and abs(sum(paid) + sum(taken)) <= len(paid)
