"""Deals a calculation out: payees whom an override or a pool joins stay together, and groups go to shards of like size."""

from collections.abc import Iterable
from pathlib import Path

from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.plan.document import Plan

BY_PAYEE = ("target", "opening", "history", "paid", "debt", "carried")
DEALT = {"payee": "VARCHAR", "shard": "INTEGER"}


def deal(calculator: Calculator, plan: Plan, inputs: Inputs, folder: Path, count: int) -> list[dict[str, Path]]:
    """Writes the tables of each shard below `folder`; the answer names them. Credits are read once, and never all held."""
    small = Inputs({name: table for name, table in inputs.tables.items() if name != "credit"}, inputs.currency)
    small.load(calculator)
    credits = inputs.relation(calculator, "credit")
    counts = dict(calculator.rows(f"SELECT payee, count(*) FROM {credits} GROUP BY payee"))
    people = _people(calculator, plan) | counts.keys()
    shards = _even(_groups(calculator, plan, people), counts, count)
    calculator.define("dealt", DEALT)
    calculator.fill("dealt", DEALT, [(payee, at) for at, shard in enumerate(shards) for payee in shard])
    rows = f"SELECT c.*, d.shard FROM {credits} c JOIN dealt d USING (payee)"
    calculator.run(f"COPY ({rows}) TO {_path(folder / 'credit')} (FORMAT parquet, PARTITION_BY (shard))")
    return [_tables(calculator, folder, at) for at in range(len(shards))]


def _path(path: Path) -> str:
    """A path of our own making as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _people(calculator: Calculator, plan: Plan) -> set[str]:
    sources = [f"SELECT payee FROM {table}" for table in BY_PAYEE] + ["SELECT manager FROM team", "SELECT member FROM team"]
    named = {payee for (payee,) in calculator.rows(" UNION ".join(sources))}
    return (named | {member.payee for member in plan.members}) - {""}


def _groups(calculator: Calculator, plan: Plan, people: set[str]) -> list[list[str]]:
    """Payees that must be calculated together; a pool joins everybody."""
    kinds = {component.kind for terms in plan.terms for component in terms.components}
    if "pool" in kinds:
        return [sorted(people)]
    links = calculator.rows("SELECT DISTINCT manager, member FROM team ORDER BY ALL") if "override" in kinds else []
    root = {payee: payee for payee in people}
    for one, other in links:
        root[_root(root, one)] = _root(root, other)
    found: dict[str, list[str]] = {}
    for payee in sorted(people):
        found.setdefault(_root(root, payee), []).append(payee)
    return list(found.values())


def _root(root: dict[str, str], payee: str) -> str:
    while root[payee] != payee:
        root[payee] = root[root[payee]]
        payee = root[payee]
    return payee


def _even(groups: Iterable[list[str]], counts: dict[str, int], count: int) -> list[list[str]]:
    """The largest group first, each to the shard that has least so far; the same groups are always dealt alike."""
    sized = sorted(((sum(counts.get(payee, 0) for payee in group), group) for group in groups), key=lambda each: (-each[0], each[1]))
    shards: list[list[str]] = [[] for _number in range(min(count, len(sized)))]
    loads = [0] * len(shards)
    for size, group in sized:
        lightest = loads.index(min(loads))
        shards[lightest] += group
        loads[lightest] += size + 1
    return shards


def _tables(calculator: Calculator, folder: Path, at: int) -> dict[str, Path]:
    own = f"IN (SELECT payee FROM dealt WHERE shard = {at})"
    wanted = {table: f"payee {own} OR payee = ''" for table in BY_PAYEE}
    wanted |= {"team": f"member {own}", "exchange": "TRUE"}
    credits = folder / "credit" / f"shard={at}"
    if credits.exists():
        orders = f"SELECT order_ref FROM read_parquet({_path(credits / '*.parquet')})"
        wanted["cash"] = f"order_ref IN ({orders})"
    found = {"credit": credits} if credits.exists() else {}
    for table, condition in wanted.items():
        path = folder / f"{table}-{at}.parquet"
        calculator.run(f"COPY (SELECT * FROM {table} WHERE {condition}) TO {_path(path)} (FORMAT parquet)")
        found[table] = path
    calculator.run(f"COPY (SELECT payee FROM dealt WHERE shard = {at}) TO {_path(folder / f'people-{at}.parquet')} (FORMAT parquet)")
    return found | {"people": folder / f"people-{at}.parquet"}
