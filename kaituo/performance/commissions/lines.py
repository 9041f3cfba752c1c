"""What the engine answers, as columns of statements: each line with its entry, its component and the step that explains it, without a loop over lines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period

from .documents import payee_of
from .drafts import Draft
from .engine.columns.calculator import Calculator
from .engine.columns.rule import basis_digits
from .engine.columns.work import KINDS
from .engine.plan.components import Commission
from .engine.plan.components import Component as Rule
from .engine.plan.rates import Table
from .engine.plan.words import Basis, By, Method
from .models import Component
from .terms import Terms

BANDED = (Method.STEP, Method.FLAT, Method.INTERPOLATED)
ON_CREDITS = "('earned', 'uplift', 'claw_back')"
NAMES = (
    *("payee_id", "component_id", "plan_id", "kind", "on", "earned_on", "entry_id", "reverses_id", "source_type", "source_id"),
    *("band", "is_uplift", "base_minor", "before_minor", "rate", "result_minor", "amount_minor", "explanation"),
)
"""Columns of `StatementLine`, in the order in which they are given."""
ENTRY_AT, COMPONENT_AT = NAMES.index("entry_id"), NAMES.index("component_id")
BATCH = 20_000
PERIOD = {"period": "DATE", "last": "DATE"}
HELD = {"component": "VARCHAR", "day": "DATE", "pk": "BIGINT"}
RULED = {"pk": "BIGINT", "basis": "VARCHAR", "digits": "INTEGER", "method": "VARCHAR", "unit": "VARCHAR"}
BAND = {"pk": "BIGINT", "band": "INTEGER", "edges": "VARCHAR"}
MEMBER = {"source": "VARCHAR", "name": "VARCHAR"}


@dataclass
class Lines:
    """The lines of one plan in the periods that a run pays. `entry` stands in the calculator already; `answer` is a path of Parquet files."""

    terms: Terms
    paid: list[Period]
    calculator: Calculator
    answer: str

    def __post_init__(self) -> None:
        last = [(period.start, period.end - timedelta(days=1)) for period in self.paid]
        self._table("paid_period", PERIOD, last)
        given = f"read_parquet({self.calculator.bind(self.answer)}) l JOIN paid_period p USING (period) LEFT JOIN entry e ON e.pk = l.seq"
        of_entry = 'e.pk AS entry_pk, e."on" AS entry_on, coalesce(e.earned_on, l.period) AS earned_on, e.reverses, e.source_type, e.source_id'
        self.calculator.make("answered", f"SELECT l.*, p.last, {of_entry} FROM {given}")
        self._resolve()

    def _table(self, name: str, types: dict[str, str], rows: list[tuple[Any, ...]]) -> None:
        self.calculator.define(name, types)
        self.calculator.fill(name, types, rows)

    def _resolve(self) -> None:
        """Which component each line hangs on, and what of its rule the explanation names: few rows, asked once each."""
        days = self.calculator.rows("SELECT DISTINCT component, earned_on FROM answered WHERE component <> '' ORDER BY ALL")
        held = {(key, day): self.terms.component_on(key, day) for key, day in days}
        self.components = {found.pk: found for found in held.values() if found}
        self._table("held", HELD, [(key, day, found.pk) for (key, day), found in held.items() if found])
        ruled = {pk: self.terms.rule_of(component) for pk, component in self.components.items()}
        self._table("ruled", RULED, [_ruled(pk, rule, self.digits) for pk, rule in ruled.items()])
        self._table("banded", BAND, [row for pk, rule in ruled.items() for row in _bands(pk, rule)])
        sources = [source for (source,) in self.calculator.rows("SELECT DISTINCT source FROM answered WHERE source <> ''")]
        named = User.objects.filter(pk__in=map(int, sources)).values_list("pk", "name") if sources else []
        self._table("named", MEMBER, [(payee_of(pk), json.dumps(name)) for pk, name in named])

    @cached_property
    def digits(self) -> int:
        return currency(self.terms.plan.currency).minor_digits

    @cached_property
    def count(self) -> int:
        return int(self.calculator.value("SELECT count(*) FROM answered"))

    def totals(self) -> dict[int, int]:
        """Minor units by payee."""
        return {int(payee): int(minor) for payee, minor in self.calculator.rows("SELECT payee, sum(payable) FROM answered GROUP BY payee")}

    def rows(self, payee: int | None = None) -> Iterator[dict[str, Any]]:
        """One after the other, as Python has them; of one payee where she is given."""
        for batch in self.calculator.batches(self._sql(payee), BATCH):
            for row in batch:
                yield dict(zip(NAMES, row, strict=True))

    def draft(self, row: dict[str, Any]) -> Draft:
        component = self._component(row.pop("component_id"))
        row.pop("plan_id")
        explanation = json.loads(row.pop("explanation"))
        return Draft(component=component, plan=None if component else self.terms.plan, explanation=explanation, **row)

    def place(self, row: tuple[Any, ...]) -> tuple[int | None, Component | None]:
        """The entry and the component of a row of `batches`."""
        return row[2 + ENTRY_AT], self._component(row[2 + COMPONENT_AT])

    def _component(self, pk: int | None) -> Component | None:
        return None if pk is None else self.components[pk]

    def batches(self, version: int) -> Iterator[list[tuple[Any, ...]]]:
        """Many at a time after a version and no problem, days and rates as the text in which databases take them."""
        as_text = {"on", "earned_on", "rate"}
        columns = ", ".join(f'"{name}"::VARCHAR' if name in as_text else f'"{name}"' for name in NAMES)
        yield from self.calculator.batches(f"SELECT {int(version)}, NULL, {columns} FROM ({self._sql()})", BATCH)

    def _sql(self, payee: int | None = None) -> str:
        """In the canonical order of `outcome.in_order`."""
        own = f"(a.entry_pk IS NOT NULL AND a.kind IN {ON_CREDITS})"
        kind = "CASE WHEN a.kind IN ('earned', 'uplift') THEN CASE WHEN a.reverses IS NULL THEN 'earned' ELSE 'claw_back' END ELSE a.kind END"
        amounts = {name: self._minor(name) for name in ("base", "before")}
        plan = f"CASE WHEN h.pk IS NULL THEN {self.terms.plan.pk} END"
        order = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(KINDS))
        joined = (
            "answered a LEFT JOIN held h ON h.component = a.component AND h.day = a.earned_on LEFT JOIN ruled r ON r.pk = h.pk"
            " LEFT JOIN banded b ON b.pk = h.pk AND b.band = a.band LEFT JOIN named m ON m.source = a.source"
        )
        return (
            f"SELECT a.payee::BIGINT AS payee_id, h.pk AS component_id, {plan} AS plan_id, {kind} AS kind,"
            f' CASE WHEN {own} THEN a.entry_on ELSE a.last END AS "on", a.earned_on, a.entry_pk AS entry_id, a.reverses AS reverses_id,'
            f" coalesce(a.source_type, '') AS source_type, a.source_id, CASE WHEN {own} OR a.source <> '' THEN a.band END AS band,"
            f" a.kind = 'uplift' AS is_uplift, {amounts['base']} AS base_minor, {amounts['before']} AS before_minor, coalesce(a.rate, 0) AS rate,"
            f" a.result AS result_minor, a.payable AS amount_minor, {self._explained(amounts)} AS explanation FROM {joined}"
            f"{'' if payee is None else f' WHERE a.payee::BIGINT = {int(payee)}'}"
            f" ORDER BY a.payee, a.period, a.place, CASE a.kind {order} END, a.day, a.seq, a.source, a.band, a.result, a.payable, a.rule"
        )

    def _minor(self, name: str) -> str:
        """Pieces too, as if they were yuan: statements show one column."""
        whole = f"coalesce(a.{name}, 0)"
        digits = f"coalesce(CASE WHEN a.kind IN {ON_CREDITS} THEN r.digits END, {self.digits})"
        other = f"CAST(halved({whole}::HUGEINT * {10**self.digits}, (10 ^ {digits})::HUGEINT) AS BIGINT)"
        return f"CASE WHEN {digits} = {self.digits} THEN {whole} ELSE {other} END"

    def _explained(self, amounts: dict[str, str]) -> str:
        """The step of each line as the text of its JSON: with the band where there is one to name, else with everything its sentence needs."""
        reverses = "a.reverses IS NOT NULL"
        label = f"CASE WHEN a.kind = 'uplift' THEN 'uplift' WHEN {reverses} THEN 'claw_back' ELSE r.method END"
        known = f"""'"base_minor": ' || {amounts["base"]} || ', "before_minor": ' || {amounts["before"]} || ', "rate": ' || {_decimal("a.rate")}"""
        known += """ || ', "payable_minor": ' || a.payable"""
        band = f"""'{{"step": "commission.' || {label} || '", "value": ' || a.result || ', "inputs": {{' || {known} || b.edges || '}}, "children": []}}'"""
        basis = f"coalesce(CASE WHEN a.kind IN {ON_CREDITS} THEN r.basis END, 'amount')"
        told = f"""', "kind": "' || a.kind || '", "basis": "' || {basis} || '", "base": ' || a.base || ', "before": ' || {_number("a.before")}"""
        told += f""" || ', "band": ' || {_number("a.band")} || ', "factor": ' || {_decimal("a.factor")}"""
        told += """ || ', "who": ' || coalesce(m.name, '""') || ', "rule": "' || a.rule || '"'"""
        other = f"""'{{"step": "commission.told", "value": ' || a.result || ', "inputs": {{' || {known} || {told} || '}}, "children": []}}'"""
        is_banded = f"b.edges IS NOT NULL AND r.method IS NOT NULL AND a.kind IN {ON_CREDITS} AND coalesce(a.factor, 1) = 1"
        return f"CASE WHEN {is_banded} THEN {band} ELSE {other} END"


def _number(column: str) -> str:
    return f"coalesce({column}::VARCHAR, 'null')"


def _decimal(column: str) -> str:
    """As `Step.to_plain` writes decimals."""
    return f"""coalesce('{{"decimal": "' || {column}::VARCHAR || '"}}', 'null')"""


def _ruled(pk: int, rule: Rule | None, digits: int) -> tuple[Any, ...]:
    basis, table = getattr(rule, "basis", Basis.AMOUNT), _table(rule)
    method, unit = (str(table.method), "target" if table.by is By.TARGET else "amount") if table else (None, None)
    return (pk, str(basis), basis_digits(basis, digits), method, unit)


def _bands(pk: int, rule: Rule | None) -> list[tuple[Any, ...]]:
    table = _table(rule)
    unit = "target" if table and table.by is By.TARGET else "amount"
    return [(pk, at, _edges(band.lower, band.upper, unit)) for at, band in enumerate(table.bands)] if table else []


def _edges(lower: Decimal, upper: Decimal | None, unit: str) -> str:
    edges = {"lower": {"decimal": str(lower)}, "upper": None if upper is None else {"decimal": str(upper)}, "unit": unit}
    return ", " + json.dumps(edges)[1:-1]


def _table(rule: Rule | None) -> Table | None:
    """The bands that a sentence can name."""
    rate = rule.rate if isinstance(rule, Commission) else None
    return rate if isinstance(rate, Table) and rate.method in BANDED and rate.by in (By.BASIS, By.TARGET) and not rate.per_unit else None
