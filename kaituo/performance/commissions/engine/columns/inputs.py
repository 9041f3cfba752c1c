"""What a calculation is given, as columns: credits, people, targets, teams, money received, exchange rates, and what was before.

Money is in whole minor units of the row's currency, units and targets in ten-thousandths, shares in hundred-millionths. `seq` numbers the
credits and decides the order of those of one day. `posted` is the day that decides the pay period; it is later than `day` for a late correction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.plan.words import Dimension

UNIT_DIGITS = 4
SHARE_DIGITS = 8
DIMENSIONS = [dimension.value for dimension in Dimension]
AMOUNTS = ("amount", "margin", "units", "collected", "list_amount")
TABLES: dict[str, dict[str, str]] = {
    "credit": {
        "seq": "BIGINT",
        "ref": "VARCHAR",
        "payee": "VARCHAR",
        "day": "DATE",
        "posted": "DATE",
        "measure": "VARCHAR",
        "currency": "VARCHAR",
        **dict.fromkeys(AMOUNTS, "BIGINT"),
        "order_ref": "VARCHAR",
        "reverses": "VARCHAR",
        **dict.fromkeys(DIMENSIONS, "VARCHAR"),
    },
    "target": {"payee": "VARCHAR", "measure": "VARCHAR", "span": "VARCHAR", "starts": "DATE", "amount": "BIGINT"},
    "team": {"manager": "VARCHAR", "member": "VARCHAR", "starts": "DATE", "ends": "DATE"},
    "cash": {"order_ref": "VARCHAR", "day": "DATE", "collected": "BIGINT", "invoiced": "BIGINT", "due": "DATE"},
    "exchange": {"currency": "VARCHAR", "day": "DATE", "rate": "DECIMAL(28,8)"},
    "opening": {"payee": "VARCHAR", "measure": "VARCHAR", "share": "BIGINT"},
    "history": {"payee": "VARCHAR", "component": "VARCHAR", "ref": "VARCHAR", "band": "SMALLINT", "base": "BIGINT", "rate": "DECIMAL(38,15)"},
    "paid": {"payee": "VARCHAR", "component": "VARCHAR", "period": "DATE", "amount": "BIGINT"},
    "debt": {"payee": "VARCHAR", "amount": "BIGINT"},
    "carried": {"payee": "VARCHAR", "component": "VARCHAR", "amount": "BIGINT"},
}
REQUIRED = ("seq", "ref", "payee", "day", "measure", "amount")
DEFAULTS: dict[str, str] = {"posted": "day", **dict.fromkeys(AMOUNTS[1:], "0")}


@dataclass(frozen=True)
class Columns:
    """Rows of one table in memory, with the columns they have; columns left out take their defaults."""

    names: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


@dataclass
class Inputs:
    """Each table as rows, as a Parquet file of those columns, or as a folder of such files. Tables not given are empty."""

    tables: Mapping[str, Columns | Path] = field(default_factory=dict)
    currency: str = "CNY"
    """What credits without a currency are in."""
    span: tuple[date, date] | None = None
    """First and last day whose pay periods are asked for; None: those of the credits."""
    people: Path | None = None
    """A Parquet file with the payees this part of a calculation is about; None: all who occur."""

    shows_before: bool = False
    """Work out what came before even for credits whose order decides nothing."""
    keeps_tables: bool = False
    """The tables are in the calculator already, from an earlier calculation with it."""

    def load(self, calculator: Calculator) -> None:
        if self.keeps_tables:
            return
        for table, types in TABLES.items():
            calculator.define(table, types)
            if table in self.tables:
                calculator.run(f"INSERT INTO {table} SELECT * FROM {self.relation(calculator, table)}")
                calculator.run(f"DROP TABLE IF EXISTS arriving_{table}")

    def payees(self, calculator: Calculator) -> set[str] | None:
        if self.people is None:
            return None
        return {payee for (payee,) in calculator.rows(f"SELECT payee FROM read_parquet({calculator.bind(str(self.people))})")}

    def relation(self, calculator: Calculator, table: str) -> str:
        """A table with all its columns, as what follows FROM, before it is loaded."""
        source = self.tables[table]
        if isinstance(source, Path):
            path = source / "*.parquet" if source.is_dir() else source
            given = f"read_parquet({calculator.bind(str(path))})"
            present = {str(row[0]) for row in calculator.rows(f"DESCRIBE SELECT * FROM {given}")}
        else:
            present, given = set(source.names), f"arriving_{table}"
            types = {name: TABLES[table][name] for name in source.names}
            calculator.define(given, types)
            calculator.fill(given, types, source.rows)
        columns = [name if name in present else f"{self._default(calculator, name, kind)} AS {name}" for name, kind in TABLES[table].items()]
        return f"(SELECT {', '.join(columns)} FROM {given})"

    def _default(self, calculator: Calculator, name: str, kind: str) -> str:
        if name == "currency":
            return calculator.bind(self.currency)
        return DEFAULTS.get(name, "''" if kind == "VARCHAR" else "NULL")
