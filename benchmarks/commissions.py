"""Times the commission engine over columns of credits against plain columnar aggregates of the same credits, in one process and by turns.

The plan has accumulated step tiers, an 80/20 split, an override and a cap; half of the payees' months leave their first band. The engine's time
holds everything after the credits are columns: steps, rounding, explained lines, and the sums of all lines, which are worked out by being read.
"""

import json
import resource
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from kaituo.performance.commissions.engine.columns.calculator import Calculator, Resources
from kaituo.performance.commissions.engine.columns.chain import calculate
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.outcome import Outcome
from kaituo.performance.commissions.engine.plan.document import Plan
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.engine.sharding import calculate_in_shards

PAYEES, ROUNDS = 2000, 5
SHARDS, MEMORY_MB = 8, 1024
PLAIN = "SELECT payee, date_trunc('month', day) AS month, count(*), sum(amount) FROM credit GROUP BY ALL"
# What a report on the same credits asks: rounded commission by product, distinct customers, sums by person and month.
REPORT = (
    "SELECT payee, date_trunc('month', day) AS month, count(*), sum(amount), sum((amount * (3 + length(product)) + 50) // 100), count(DISTINCT customer)"
    " FROM credit GROUP BY ALL"
)
BANDS = [{"upper": 50000, "rate": "0.03"}, {"lower": 50000, "upper": 80000, "rate": "0.05"}, {"lower": 80000, "rate": "0.08"}]
COMMISSION = {
    "kind": "commission",
    "key": "base",
    "measures": ["sales"],
    "split": {"shares": [{"role": "lead", "share": "0.8"}, {"role": "support", "share": "0.2"}]},
    "caps": [{"amount": "6000"}],
    "rate": {"kind": "table", "bands": BANDS},
}
OVERRIDE = {"kind": "override", "key": "team", "measures": ["sales"], "rate": {"kind": "constant", "rate": "0.01"}}
TEAM = "SELECT 'p' || lpad((i // 20 * 20)::VARCHAR, 4, '0') AS manager, 'p' || lpad(i::VARCHAR, 4, '0') AS member FROM range({payees}) t(i) WHERE i % 20 <> 0"
# Two credits an order, one for each role; the people of an order are not the same from order to order.
CREDITS = (
    "SELECT i + 1 AS seq, 'R' || (i // 2) AS ref, 'p' || lpad(((i * 7919) % {payees})::VARCHAR, 4, '0') AS payee, 'sales' AS measure, 'CNY' AS currency,"
    " DATE '2026-01-01' + (((i // 2) * 31) % 365)::INTEGER AS day, 100 + ((i // 2) * 7907) % 500000 * 1000000 // {count} AS amount,"
    " CASE WHEN i % 2 = 0 THEN 'lead' ELSE 'support' END AS role, 'c' || ((i // 2) % 5000) AS customer, 'p' || ((i // 2) % 500) AS product"
    " FROM range({count}) t(i)"
)


def measure(count: int) -> dict:
    """One row of the record for so many credits; from ten million on also in shards, which bounds the memory."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        inputs = written(folder, count)
        return in_shards(inputs, folder, count) if count >= 10_000_000 else by_turns(inputs, count)


def written(folder: Path, count: int) -> Inputs:
    paths = {"credit": folder / "credit.parquet", "team": folder / "team.parquet"}
    with duckdb.connect() as connection:
        for name, sql in (("credit", CREDITS), ("team", TEAM)):
            connection.execute(f"COPY ({sql.format(count=count, payees=PAYEES)}) TO '{paths[name]}' (FORMAT parquet)")
    return Inputs(dict(paths))


def plan() -> Plan:
    found, faults = read_plan(json.dumps({"name": "Benchmark", "terms": [{"components": [COMMISSION, OVERRIDE]}]}))
    if found is None or faults:
        raise ValueError(faults)
    return found


def by_turns(inputs: Inputs, count: int) -> dict:
    """Medians of the same number of rounds, the aggregates and the engine one after the other in each."""
    with Calculator() as calculator:
        inputs.load(calculator)
        loaded = Inputs({}, keeps_tables=True)
        rounds = [(taken(calculator, PLAIN), taken(calculator, REPORT), engine(calculator, loaded)) for _round in range(ROUNDS)]
        lines = calculator.value("SELECT count(*) FROM line_0") + calculator.value("SELECT count(*) FROM line_1")
    plain, report, ours = (median(column) for column in zip(*rounds, strict=True))
    return {
        "credits": count,
        "payees": PAYEES,
        "lines": lines,
        "engine_s": round(ours, 3),
        "plain_aggregate_s": round(plain, 3),
        "ratio_to_plain": round(ours / plain, 1),
        "report_aggregate_s": round(report, 3),
        "ratio_to_report": round(ours / report, 1),
        "rounds": ROUNDS,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def taken(calculator: Calculator, sql: str) -> float:
    began = perf_counter()
    calculator.rows(sql)
    return perf_counter() - began


def engine(calculator: Calculator, inputs: Inputs) -> float:
    began = perf_counter()
    Outcome(calculate(calculator, plan(), inputs)).totals()
    return perf_counter() - began


def in_shards(inputs: Inputs, folder: Path, count: int) -> dict:
    """From the file of credits to the files of lines, with bounded memory, one shard after the other."""
    began = perf_counter()
    resources = Resources(memory_mb=MEMORY_MB, folder=folder)
    found = calculate_in_shards(plan(), inputs, folder, count=SHARDS, resources=resources)
    took = perf_counter() - began
    paid = sum(payable for _payee, _period, _earned, payable in found.totals())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"credits": count, "shards": SHARDS, "calculator_memory_mb": MEMORY_MB, "s": round(took, 1), "paid_minor": paid, "peak_memory_mb": peak}
