"""The shipped plans: no faults, names in both languages, and the pay a reader of each would expect."""

from datetime import date

import pytest

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.performance.commissions.engine.plan.loading import read_plan, write_plan
from kaituo.performance.commissions.engine.tests.sales import quoted
from kaituo.performance.commissions.ready_plans import LIBRARY, ready_plans

MARCH = date(2026, 3, 1)
FILES = sorted(file.name for file in LIBRARY.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_plan_has_no_fault_and_survives_the_round_trip(name):
    text = (LIBRARY / name).read_text(encoding="utf-8")
    plan, faults = read_plan(text, {**dict.fromkeys(MEASURES), "orders.booked_revenue": None, "orders.order_count": None})
    assert faults == []
    assert plan.name and plan.name_en and plan.note
    assert read_plan(write_plan(plan))[0] == plan


def sold(number, payee, yuan, **fields):
    row = {"seq": number, "ref": str(number), "payee": payee, "day": date(2026, 3, number % 28 + 1), "measure": "orders.booked_revenue"}
    return {**row, "amount": yuan * 100, "currency": "CNY", **fields}


def paid(name, rows, **tables):
    found = quoted(ready_plans()[name], rows, **tables)
    assert found.problems == []
    return {payee: payable for (payee, period), (_earned, payable) in found.totals.items() if period == MARCH}


def test_eight_plans_are_ready():
    assert [plan.name for plan in ready_plans().values()] == [
        "外包按单计费",
        "回款提成",
        "保底+提成",
        "毛利提成",
        "超额累进",
        "新客户奖金",
        "团队提成",
        "阶梯提成",
    ]


def test_tiered_pays_the_whole_at_the_band_reached():
    assert paid("tiered_commission", [sold(1, "alice", 90000), sold(2, "alice", 60000)]) == {"alice": 600000}


def test_marginal_pays_each_slice_at_its_own_rate():
    assert paid("marginal_commission", [sold(1, "alice", 90000), sold(2, "alice", 60000)]) == {"alice": 550000}


def test_margin_pays_more_for_a_better_margin():
    rows = [sold(1, "alice", 10000, margin=300000), sold(2, "alice", 10000, margin=50000)]
    assert paid("margin_commission", rows) == {"alice": 60000}


def test_cash_pays_as_the_customer_pays():
    money = [{"order_ref": "O1", "day": date(2026, 3, 9), "collected": 4000000, "invoiced": 10000000, "due": date(2026, 3, 31)}]
    assert paid("cash_commission", [sold(1, "alice", 100000, order_ref="O1")], cash=money) == {"alice": 120000}


def test_team_pays_the_manager_once_on_all_of_her_team():
    team = [{"manager": "mei", "member": "alice"}, {"manager": "mei", "member": "bob"}]
    assert paid("team_commission", [sold(1, "alice", 800000), sold(2, "bob", 400000)], team=team) == {"alice": 2400000, "bob": 1200000, "mei": 700000}


def test_new_customers_are_rewarded_and_five_of_them_once_more():
    rows = [sold(number, "alice", 1000, renewal="new") for number in range(1, 7)]
    assert paid("new_customer_bonus", rows) == {"alice": 6 * 3000 + 6 * 50000 + 200000}


def test_guarantee_tops_up_to_its_amount():
    assert paid("guarantee", [sold(1, "alice", 10000), sold(2, "bob", 300000)]) == {"alice": 500000, "bob": 1300000}


def test_agency_is_paid_by_the_order_with_a_fifth_held_back():
    rows = [sold(number, "agency", 0, measure="orders.order_count", amount=1) for number in range(1, 61)]
    assert paid("agency_per_order", rows) == {"agency": (50 * 8000 + 10 * 10000) * 8 // 10}
