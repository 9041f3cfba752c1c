"""The columns pay what the slow reading of single credits pays, returns in later windows among them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaituo.foundation.calc.rates import Band, RateKind, RateTable
from kaituo.performance.commissions.engine.terms import Credit

from .sales import component, plan_of, quoted, table
from .slow_pass import Component, calculate

EDGES = [(0, "0.033"), (1000, "0.0507"), (2500, "0.08")]
BANDS = (
    Band(Decimal(0), Decimal(100000), Decimal("0.033")),
    Band(Decimal(100000), Decimal(250000), Decimal("0.0507")),
    Band(Decimal(250000), None, Decimal("0.08")),
)
SALES = st.lists(
    st.tuples(
        st.sampled_from(["alice", "bob"]), st.dates(date(2026, 1, 1), date(2026, 2, 28)), st.integers(1, 200000), st.sampled_from([0, 0, 0, 1, 2])
    ),
    min_size=1,
    max_size=20,
)
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_of(sales):
    """Some sales come back in full a month later (1) or on the day after (2). References sort as their numbers do: both sides take one order."""
    found = []
    for at, (payee, day, amount, comes_back) in enumerate(sales, 1001):
        row = {"seq": at, "ref": str(at), "payee": payee, "day": day, "measure": "sales", "amount": amount, "currency": "CNY"}
        found.append(row)
        if comes_back:
            later = date(2026, 3, 5) if comes_back == 1 else day.replace(day=min(day.day + 1, 28))
            if later > day:
                found.append({**row, "seq": 1000 + at, "ref": str(1000 + at), "day": later, "amount": -amount, "reverses": str(at)})
    return found


def before(rows, kind):
    rule = Component("base", "sales", "CNY", RateTable(BANDS, kind), is_accumulated=True)
    credits = [
        Credit(row["payee"], "sales", row["day"], row["day"].strftime("%Y-%m"), row["amount"], "CNY", row["ref"], reverses=row.get("reverses", ""))
        for row in rows
    ]
    totals = calculate(credits, [rule]).totals
    return {
        (payee, date(int(period[:4]), int(period[5:]), 1)): total.earned_minor
        for (payee, _key, period), total in totals.items()
        if total.earned_minor
    }


@pytest.mark.parametrize("kind", [RateKind.STEP, RateKind.FLAT, RateKind.INTERPOLATED])
def test_totals_are_the_same(kind):
    plan = plan_of(component(table(*EDGES, method=kind.value)))

    @SLOW
    @given(SALES)
    def agree(sales):
        rows = rows_of(sales)
        found = {key: earned for key, (earned, _payable) in quoted(plan, rows).totals.items() if earned}
        assert found == before(rows, kind)

    agree()
