"""What a calculation is given, as columns: credits, people, targets, teams, money received, exchange rates, and what was before.

Money is in whole minor units of the row's currency, units and targets in ten-thousandths, shares in hundred-millionths. `seq` numbers the
credits and decides the order of those of one day. `posted` is the day that decides the pay period; it is later than `day` for a late correction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    """Each table as rows, or as a Parquet file of those columns. Tables not given are empty."""

    tables: Mapping[str, Columns | Path] = field(default_factory=dict)
    currency: str = "CNY"
    """What credits without a currency are in."""

    def load(self, calculator: Calculator) -> None:
        for table, types in TABLES.items():
            calculator.define(table, types)
            source = self.tables.get(table)
            if isinstance(source, Path):
                self._from_file(calculator, table, source)
            elif source is not None:
                self._from_rows(calculator, table, source)

    def _from_rows(self, calculator: Calculator, table: str, source: Columns) -> None:
        types = {name: TABLES[table][name] for name in source.names}
        calculator.define("arriving", types)
        calculator.fill("arriving", types, source.rows)
        calculator.run(f"INSERT INTO {table} SELECT {self._columns(calculator, table, types)} FROM arriving")
        calculator.run("DROP TABLE arriving")

    def _from_file(self, calculator: Calculator, table: str, source: Path) -> None:
        given = f"read_parquet({calculator.bind(str(source))})"
        present = [row[0] for row in calculator.rows(f"DESCRIBE SELECT * FROM {given}")]
        calculator.run(f"INSERT INTO {table} SELECT {self._columns(calculator, table, present)} FROM {given}")

    def _columns(self, calculator: Calculator, table: str, present: Any) -> str:
        return ", ".join(name if name in present else self._default(calculator, name, kind) for name, kind in TABLES[table].items())

    def _default(self, calculator: Calculator, name: str, kind: str) -> str:
        if name == "currency":
            return calculator.bind(self.currency)
        return DEFAULTS.get(name, "''" if kind == "VARCHAR" else "NULL")
