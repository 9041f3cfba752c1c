"""A calculation in shards: payees that belong together stay together, and wherever it runs the answer is the same to the byte."""

from datetime import date

import pytest

from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.outcome import Line
from kaituo.performance.commissions.engine.sharding import calculate_in_shards

from .sales import component, plan_of, quoted, rows, table

OVERRIDE = {"kind": "override", "key": "team", "measures": ["sales"], "rate": {"kind": "constant", "rate": "0.0123"}}
PLAN = [component(table((0, "0.033"), (1000, "0.0507")), caps=[{"amount": "60"}]), OVERRIDE, {"kind": "fixed", "key": "fixed", "amount": "10"}]


def sold():
    days = [date(2026, 1 + number % 4, 1 + number % 27) for number in range(200)]
    return [
        {"seq": at, "ref": f"R{at}", "payee": f"p{at * 7 % 23:02}", "day": day, "measure": "sales", "amount": 997 * at % 60000 - 500}
        for at, day in enumerate(days, 1)
    ]


TEAM = [{"manager": f"m{number % 4}", "member": f"p{number:02}"} for number in range(23)]


def inputs():
    return Inputs({"credit": rows("credit", sold()), "team": rows("team", TEAM)})


def lines_by(tmp_path, engine, count):
    folder = tmp_path / f"{engine.partition(':')[0]}-{count}"
    folder.mkdir()
    found = calculate_in_shards(plan_of(*PLAN), inputs(), folder, count=count, engine=engine)
    return list(found.lines()), found.totals(), found.problems()


def as_bytes(lines: list[Line]) -> bytes:
    return "\n".join(repr(tuple(line)) for line in lines).encode()


@pytest.mark.parametrize("count", [1, 3])
def test_shards_in_this_process_give_what_the_whole_gives(tmp_path, count):
    whole = quoted(plan_of(*PLAN), sold(), team=TEAM)
    lines, totals, problems = lines_by(tmp_path, "here", count)
    assert as_bytes(lines) == as_bytes(whole.lines)
    assert {(payee, period): (earned, payable) for payee, period, earned, payable in totals} == whole.totals
    assert problems == whole.problems


def test_shards_in_processes_give_the_same_bytes(tmp_path):
    here, _totals, _problems = lines_by(tmp_path, "here", 2)
    apart, _totals, _problems = lines_by(tmp_path, "processes:2", 2)
    assert as_bytes(apart) == as_bytes(here)


def test_a_pool_keeps_everybody_together(tmp_path):
    plan = plan_of({"kind": "pool", "key": "pool", "amount": "100"})
    calculate_in_shards(plan, Inputs({"credit": rows("credit", sold())}), tmp_path, count=4)
    assert len(list(tmp_path.glob("answer-*"))) == 1
