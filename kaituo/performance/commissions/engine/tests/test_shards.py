"""A calculation in shards: payees that belong together stay together, and wherever it runs the answer is the same to the byte."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from kaituo.foundation.calc.shards import WorkersLost, map_shards
from kaituo.performance.commissions.engine.columns.calculator import Resources
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.outcome import Line
from kaituo.performance.commissions.engine.sharding import calculate_in_shards, calculate_shard, merged, shards_of

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


def dies_once(content: bytes) -> bytes:
    """Like a worker killed in the middle of its piece, the first time anybody works on one."""
    mark = Path(os.environ["KAITUO_TEST_MARK"])
    if mark.exists():
        return calculate_shard(content)
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def dies_always(_content: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def after_a_death(tmp_path, engine):
    shards = shards_of(plan_of(*PLAN), inputs(), tmp_path, count=4, open_from=None, resources=Resources())
    return as_bytes(list(merged(map_shards(dies_once, shards, engine), tmp_path, Resources()).lines()))


@pytest.fixture
def mark(tmp_path, monkeypatch):
    path = tmp_path / "killed"
    monkeypatch.setenv("KAITUO_TEST_MARK", str(path))
    return path


def test_a_killed_process_loses_nothing(tmp_path, mark):
    assert after_a_death(tmp_path, "processes:2") == as_bytes(quoted(plan_of(*PLAN), sold(), team=TEAM).lines)
    assert mark.exists()


def test_processes_that_keep_dying_are_told(tmp_path):
    with pytest.raises(WorkersLost):
        map_shards(dies_always, [b"1"], "processes:1")


def test_an_unknown_way_to_calculate_is_refused():
    with pytest.raises(ValueError, match="not a way"):
        map_shards(calculate_shard, [], "elsewhere")


@pytest.mark.filterwarnings("ignore")  # what the cluster's own packages warn of is theirs
def test_a_killed_worker_of_a_cluster_loses_nothing(tmp_path, mark):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster:
        found = after_a_death(tmp_path, cluster.scheduler_address)
    assert found == as_bytes(quoted(plan_of(*PLAN), sold(), team=TEAM).lines)
    assert mark.exists()
