"""What came out, as columns: the lines of all statements, their totals, and the problems. Sentences are made above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from kaituo.foundation.calc.rates import RATE_DIGITS
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule
from kaituo.performance.commissions.engine.columns.work import KINDS, WITHOUT_LINES, Work

BATCH = 20_000


class Line(NamedTuple):
    """One line of a statement. Money in minor units; `base` and `before` in the whole numbers of the component's basis.

    `result` is what is earned, `payable` what this period pays; `rule` is the place in the plan. `credit` is the ref of a credit, `source`
    the member of the team for an override. `rate` is a fraction, or money for each unit. `before` is None where the whole window stays in its first
    band, so that the order of its credits decides nothing.
    """

    payee: str
    component: str
    kind: str
    period: date
    day: date
    credit: str
    seq: int | None
    source: str
    band: int | None
    base: int
    before: int | None
    rate: Decimal | None
    factor: Decimal | None
    result: int
    payable: int
    rule: str


class Trouble(NamedTuple):
    """Something that could not be calculated: code, where from, and what its sentence needs."""

    code: str
    payee: str
    component: str
    credit: str
    seq: int | None
    period: date | None
    detail: str
    measure: str
    day: date | None
    amount: int | None


def in_order(lines: str) -> str:
    """Canonical order: payee, period, component as the plan has them, kind, day, credit, band. `lines` is what follows FROM."""
    kinds = " ".join(f"WHEN '{kind}' THEN {at}" for at, kind in enumerate(KINDS))
    order = f"payee, period, place, CASE kind {kinds} END, day, seq, source, band, result, payable, rule"
    return f"SELECT {', '.join(Line._fields)} FROM {lines} ORDER BY {order}"


@dataclass
class Outcome:
    """Reads the answer of a calculation; valid as long as its calculator is open. Periods before `open_from` are left out."""

    work: Work
    open_from: date | None = None

    @property
    def sql(self) -> str:
        """All lines as one relation, in the columns of `Line` and not ordered."""
        parts = [part for rule in self.work.rules if rule.kind not in WITHOUT_LINES for part in (self._lines(rule), self._releases(rule))]
        return " UNION ALL ".join([*parts, self._extras()])

    def lines(self) -> Iterator[Line]:
        for batch in self.work.calculator.batches(in_order(f"(SELECT * FROM ({self.sql}){self._open()})"), BATCH):
            yield from map(Line._make, batch)

    def totals(self) -> list[tuple[str, date, int, int]]:
        """(payee, period, earned, payable), ordered."""
        rules = [rule for rule in self.work.rules if rule.kind not in WITHOUT_LINES]
        parts = [f"SELECT who, period, result, payable FROM line_{rule.number}" for rule in rules]
        parts += [f"SELECT who, period, 0, payable FROM release_{rule.number}" for rule in rules]
        lines = " UNION ALL ".join([*parts, "SELECT who, period, result, payable FROM extra"])
        summed = f"SELECT who, period, CAST(sum(result) AS BIGINT) AS result, CAST(sum(payable) AS BIGINT) AS payable FROM ({lines}) GROUP BY ALL"
        columns = "SELECT payee, period, result, payable"
        return self.work.calculator.rows(f"{columns} FROM ({summed}) JOIN person USING (who){self._open()} ORDER BY payee, period")

    def problems(self, limit: int | None = None) -> list[Trouble]:
        most = "" if limit is None else f" LIMIT {int(limit)}"
        return [Trouble(*row) for row in self.work.calculator.rows(f"{self._problems()} ORDER BY ALL{most}")]

    def write(self, lines: Path, problems: Path) -> None:
        """Both as Parquet, the lines with the place of their component, in no order."""
        for sql, path in ((f"SELECT * FROM ({self.sql}){self._open()}", lines), (self._problems(), problems)):
            place = str(path).replace("'", "''")
            self.work.calculator.run(f"COPY ({sql}) TO '{place}' (FORMAT parquet)")

    def _problems(self) -> str:
        components = " ".join(f"WHEN {rule.number} THEN {self.work.calculator.bind(rule.key)}" for rule in self.work.rules)
        return (
            f"SELECT DISTINCT b.code, coalesce(p.payee, '') AS payee, coalesce(CASE b.rule {components} END, '') AS component, coalesce(c.ref, '') AS credit,"
            " b.seq, b.period, b.detail, coalesce(c.measure, '') AS measure, c.day, c.amount"
            " FROM problem b LEFT JOIN person p ON p.who = b.who LEFT JOIN credit c ON c.seq = b.seq"
        )

    def _open(self) -> str:
        first = self.open_from and self.work.calendar.period(self.open_from)
        return f" WHERE period >= {self.work.calculator.bind(first)}" if first else ""

    def _lines(self, rule: Rule) -> str:
        factor = f"CAST(l.factor AS DECIMAL(28,0)) * CAST('{Decimal(1).scaleb(-SHARE_DIGITS):f}' AS DECIMAL(9,{SHARE_DIGITS}))"
        columns = f"l.band, l.base, l.before, {self._rate(rule)} AS rate, CAST({factor} AS DECIMAL(38,{SHARE_DIGITS})) AS factor, l.result, l.payable"
        if rule.kind == "override":
            own = "l.period AS day, '' AS credit, NULL::BIGINT AS seq, coalesce(m.payee, '') AS source"
            return self._select(rule, own, columns, f"line_{rule.number} l JOIN person p USING (who) LEFT JOIN person m ON m.who = l.seq")
        own = "coalesce(c.day, l.period) AS day, coalesce(c.ref, '') AS credit, l.seq, '' AS source"
        return self._select(rule, own, columns, f"line_{rule.number} l JOIN person p USING (who) LEFT JOIN {self.work.credit} c USING (seq)")

    def _select(self, rule: Rule, own: str, columns: str, source: str) -> str:
        key = self.work.calculator.bind(rule.key)
        first = f"p.payee, {key} AS component, {rule.number} AS place, l.kind::VARCHAR AS kind, l.period"
        return f"SELECT {first}, {own}, {columns}, {self._place(rule)} AS rule FROM {source}"

    def _rate(self, rule: Rule) -> str:
        """Back from whole numbers to the rate as the plan writes it."""
        arms = []
        for version in rule.versions:
            digits = rule.digits + int(version.step.adjusted())
            whole = (
                f"l.rate::HUGEINT * {10 ** (RATE_DIGITS - digits)}"
                if digits <= RATE_DIGITS
                else f"halved(l.rate::HUGEINT, {10 ** (digits - RATE_DIGITS)}::HUGEINT)"
            )
            one = f"CAST('{Decimal(1).scaleb(-RATE_DIGITS):f}' AS DECIMAL(16,{RATE_DIGITS}))"
            arms.append(f"WHEN {version.at} THEN CAST(CAST({whole} AS DECIMAL(22,0)) * {one} AS DECIMAL(38,{RATE_DIGITS}))")
        return f"CASE l.v {' '.join(arms)} END"

    def _place(self, rule: Rule) -> str:
        return f"CASE l.v {' '.join(f'WHEN {version.at} THEN {self.work.calculator.bind(version.path)}' for version in rule.versions)} END"

    def _releases(self, rule: Rule) -> str:
        own = "c.day, c.ref AS credit, l.seq, '' AS source"
        none = f"l.band, CAST(0 AS BIGINT) AS base, CAST(0 AS BIGINT) AS before, NULL::DECIMAL(38,{RATE_DIGITS}) AS rate"
        columns = f"{none}, NULL::DECIMAL(38,{SHARE_DIGITS}) AS factor, CAST(0 AS BIGINT) AS result, l.payable"
        source = f"(SELECT *, 'release' AS kind FROM release_{rule.number}) l JOIN person p USING (who) JOIN {self.work.credit} c USING (seq)"
        return self._select(rule, own, columns, source)

    def _extras(self) -> str:
        names = " ".join(f"WHEN {rule.number} THEN {self.work.calculator.bind(rule.key)}" for rule in self.work.rules)
        none = f"NULL::INTEGER AS band, l.base, l.before, NULL::DECIMAL(38,{RATE_DIGITS}) AS rate, NULL::DECIMAL(38,{SHARE_DIGITS}) AS factor"
        own = "l.period AS day, '' AS credit, NULL::BIGINT AS seq, '' AS source"
        place = f"CASE WHEN l.rule < 0 THEN {len(self.work.rules)} ELSE l.rule END"
        columns = f"coalesce(CASE l.rule {names} END, '') AS component, {place} AS place, l.kind, l.period, {own}, {none}, l.result, l.payable"
        return f"SELECT p.payee, {columns}, l.place AS rule FROM extra l JOIN person p USING (who)"
