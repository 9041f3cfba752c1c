"""Entries of the ledger as columns in the calculator: the table `entry`, with what each takes back, and the credits made of it without a loop.

Where a plan asks nothing of the records behind the entries, none of them becomes an object: the database writes a file, the calculator reads it.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES

from .choices import ON_CASH, ON_LATE_CASH
from .credits import Asked, Row
from .documents import release_of
from .engine.columns.calculator import Calculator
from .terms import Terms

ENTRY = {
    "pk": "BIGINT",
    "measure": "VARCHAR",
    '"on"': "DATE",
    "earned_on": "DATE",
    "person_id": "BIGINT",
    "amount": "BIGINT",
    "original_amount": "BIGINT",
    "currency": "VARCHAR",
    "source_type": "VARCHAR",
    "source_id": "BIGINT",
    "is_adjustment": "BOOLEAN",
    "share": "DECIMAL(7,6)",
    "reverses": "BIGINT",
}
READ = [name for name in ENTRY if name != "reverses"]
SAME_RECORD = ("measure", "source_type", "source_id", "person_id", "currency", "earned_on")
NOTHING = "\\N"
MEMBER = {"person_id": "BIGINT", "starts": "DATE", "ends": "DATE"}


def define(calculator: Calculator) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in ENTRY.items())
    calculator.run(f"CREATE TEMP TABLE entry ({columns})")


def put(calculator: Calculator, rows: list[Row], originals: dict[int, int]) -> None:
    """Entries that are objects already."""
    define(calculator)
    types = {name.strip('"'): kind for name, kind in ENTRY.items()}
    calculator.fill("entry", types, [(*row, originals.get(row.pk)) for row in rows])


@dataclass
class Ledger:
    """The entries of one calculation, read by columns."""

    terms: Terms
    calculator: Calculator
    folder: Path

    def read(self, entries: QuerySet) -> None:
        path = self.folder / "entries.csv"
        named = {name.strip('"'): name.strip('"') for name in READ} | {"pk": "pk"}
        texts = {f"text_of_{name}": Cast(name, CharField()) for name in ("on", "earned_on", "share")}
        wanted = [f"text_of_{name}" if f"text_of_{name}" in texts else name for name in named]
        write_csv(entries.order_by().annotate(**texts).values_list(*wanted), path)
        define(self.calculator)
        types = ", ".join(f"'{name.strip(chr(34))}': '{ENTRY[name]}'" for name in READ)
        given = f"auto_detect = false, delim = ',', header = false, nullstr = '{NOTHING}', quote = '\"', columns = {{{types}}}"
        found = f"read_csv({self.calculator.bind(str(path))}, {given})"
        self.calculator.run(f"INSERT INTO entry SELECT *, NULL FROM {found}")
        path.unlink()
        self._find_originals()

    def _find_originals(self) -> None:
        """As `credits.originals_of` has it, for all entries at once."""
        if not self.calculator.rows("SELECT 1 FROM entry WHERE is_adjustment LIMIT 1"):
            return
        first = f"SELECT {', '.join(SAME_RECORD)}, min(pk) AS first, arg_min(amount, pk) AS worth FROM entry GROUP BY ALL"
        same = " AND ".join(f"o.{name} = entry.{name}" for name in SAME_RECORD)
        opposed = "sign(entry.amount) * sign(o.worth) < 0"
        self.calculator.run(
            f"UPDATE entry SET reverses = o.first FROM ({first}) o WHERE {same} AND entry.is_adjustment AND entry.pk <> o.first AND {opposed}"
        )

    def keep(self, sellers: set[int]) -> None:
        """Only what counts: of people on the plan the days on which they are, of those whose credits count for others all."""
        spans = [(who, date.min, FAR_FUTURE) for who in sellers]
        spans += [
            (each.person_id, date.min, FAR_FUTURE) if self.terms.always else (each.person_id, each.starts_on, each.ends_on or FAR_FUTURE)
            for each in self.terms.assignments
        ]
        self.calculator.define("counted", MEMBER)
        self.calculator.fill("counted", MEMBER, spans)
        held = "SELECT 1 FROM counted m WHERE m.person_id = entry.person_id AND entry.earned_on >= m.starts AND entry.earned_on < m.ends"
        self.calculator.run(f"DELETE FROM entry WHERE NOT EXISTS ({held})")

    def credits(self, base: str) -> Path:
        """The file of credits; in the company's currency as the ledger has it, else in its own, to be exchanged."""
        code = self.terms.plan.currency
        own, path = self.calculator.bind(code), self.folder / "credit.parquet"
        is_own = "TRUE" if code == base else "currency = ''"
        whole = " ".join(f"WHEN {self.calculator.bind(each)} THEN {10 ** (4 - _digits(each))}" for each in self._codes())
        amount = f"halved(CASE WHEN {is_own} THEN amount ELSE original_amount END, CASE code {whole} END)"
        pieces = [name for name in self.terms.measures if name in MEASURES and MEASURES[name].unit != Unit.MONEY]
        units = f"CASE WHEN measure IN ({self.calculator.bind_all(pieces)}) THEN amount ELSE 0 END" if pieces else "0"
        known = (
            "pk AS seq, pk::VARCHAR AS ref, lpad(person_id::VARCHAR, 12, '0') AS payee, earned_on AS day, \"on\" AS posted, measure, code AS currency"
        )
        amounts = f"CAST({amount} AS BIGINT) AS amount, CAST({units} AS BIGINT) AS units"
        coded = f"SELECT *, CASE WHEN {is_own} THEN {own} ELSE currency END AS code FROM entry"
        place = str(path).replace("'", "''")
        self.calculator.run(
            f"COPY (SELECT {known}, {amounts}, pk::VARCHAR AS order_ref, coalesce(reverses::VARCHAR, '') AS reverses FROM ({coded})) TO '{place}' (FORMAT parquet)"
        )
        return path

    def _codes(self) -> list[str]:
        found = {code for (code,) in self.calculator.rows("SELECT DISTINCT currency FROM entry") if code}
        return sorted(found | {self.terms.plan.currency})


def _digits(code: str) -> int:
    return currency(code).minor_digits


def is_readable_by_columns(terms: Terms) -> bool:
    """Whether the ledger alone says all that the plan asks."""
    asked = Asked(list(terms.rules))
    is_on_cash = any(release_of(rule) in (ON_CASH, ON_LATE_CASH) for rule in terms.rules)
    return not (asked.facts or asked.collected or asked.whole or is_on_cash)


def write_csv(rows: QuerySet, path: Path) -> None:
    """What a query finds, straight from the database into a file."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        path.touch()
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django's own wrapper takes no parameters while queries are logged.
            with path.open("wb") as file, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT WITH (FORMAT csv, NULL '{NOTHING}')", parameters) as copy:
                file.writelines(copy)
            return
        cursor.execute(sql, parameters)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(cursor.cursor)  # no column that is read may be empty
