"""DuckDB as a calculator: in memory, offline, with bound parameters. It is never the product's database and keeps nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

USED = re.compile(r"\$(p\d+)\b")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# One rounding for all steps: halves away from zero, the magnitude first and the sign after (`//` cuts towards zero).
MACROS = (
    "CREATE MACRO halved(n, d) AS sign(n) * ((2 * abs(n) + d) // (2 * d))",
    "CREATE MACRO between_edges(x, lower, upper) AS sign(x) * least(greatest(abs(x) - lower, 0), upper - lower)",
)
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "preserve_insertion_order": "false"}


@dataclass
class Resources:
    """What one calculation may use; None leaves it to DuckDB. `folder` is where sorting spills to when memory is short."""

    threads: int | None = None
    memory_mb: int | None = None
    folder: Path | None = None

    def settings(self) -> dict[str, str]:
        found = {"threads": self.threads and str(self.threads), "memory_limit": self.memory_mb and f"{self.memory_mb}MB"}
        return {name: value for name, value in found.items() if value} | {"temp_directory": str(self.folder) if self.folder else ""}


@dataclass
class Calculator:
    """One connection and the values bound to its statements. Close it, or use it in a `with`."""

    resources: Resources = field(default_factory=Resources)

    def __post_init__(self) -> None:
        self._connection = duckdb.connect(":memory:", config={**OFFLINE, **self.resources.settings()})
        self._bound: dict[str, Any] = {}
        for macro in MACROS:
            self._connection.execute(macro)

    def __enter__(self) -> "Calculator":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def bind(self, value: Any) -> str:
        """The placeholder of a value: texts and dates of a plan enter statements only this way."""
        name = f"p{len(self._bound)}"
        self._bound[name] = value
        return f"${name}"

    def bind_all(self, values: Sequence[Any]) -> str:
        return ", ".join(map(self.bind, values))

    def run(self, sql: str) -> None:
        self._connection.execute(sql, self._used(sql))

    def make(self, table: str, sql: str) -> None:
        self.run(f"CREATE OR REPLACE TEMP TABLE {checked(table)} AS {sql}")

    def show(self, view: str, sql: str) -> None:
        """Like `make`, but nothing is kept: the rows are worked out whenever they are read. Bound values cannot stand in it."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {checked(view)} AS {sql}")

    def narrow(self, table: str, sql: str, constants: Mapping[str, str]) -> None:
        """Like `make`, but columns whose value is known by an expression over the others are not kept: a view adds them."""
        self.make(f"{checked(table)}_kept", f"SELECT * EXCLUDE ({', '.join(map(checked, constants))}) FROM ({sql})" if constants else sql)
        added = "".join(f", {value} AS {checked(name)}" for name, value in constants.items())
        self.show(table, f"SELECT *{added} FROM {table}_kept")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, self._used(sql)).fetchall()

    def batches(self, sql: str, size: int) -> Any:
        """Rows in lists of `size`, so that a long answer need not fit into memory."""
        cursor = self._connection.execute(sql, self._used(sql))
        while batch := cursor.fetchmany(size):
            yield batch

    def value(self, sql: str) -> Any:
        return self.rows(sql)[0][0]

    def define(self, table: str, types: Mapping[str, str]) -> None:
        columns = ", ".join(f"{checked(name)} {kind}" for name, kind in types.items())
        self.run(f"CREATE OR REPLACE TEMP TABLE {checked(table)} ({columns})")

    def fill(self, table: str, types: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Append rows, given as tuples in the order of `types`."""
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        parts = [f"unnest($c{at}::{kind}[])" for at, kind in enumerate(types.values())]
        values = {f"c{at}": list(column) for at, column in enumerate(columns)}
        self._connection.execute(f"INSERT INTO {checked(table)} SELECT {', '.join(parts)}", values)

    def _used(self, sql: str) -> dict[str, Any]:
        return {name: self._bound[name] for name in set(USED.findall(sql))}


def checked(name: str) -> str:
    """The same name, when it is one of ours. Raises ValueError for anything that could be more than a name."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name of a table or column: {name!r}")
    return name
