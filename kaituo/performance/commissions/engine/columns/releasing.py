"""When earned money is paid: a share kept back for some days, or as the customer pays. Rounded up to each period, so nothing is lost."""

from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.limits import Hold, OnCash

KEYS = "seq, who, v, kind, band"


def release(work: Work, rule: Rule) -> None:
    """Sets what of `line_N` is payable in its own period, and makes `release_N` with what follows later."""
    work.calculator.run(
        f"CREATE OR REPLACE TEMP TABLE release_{rule.number} (seq BIGINT, who INTEGER, v INTEGER, band INTEGER, period DATE, payable BIGINT)"
    )
    for version in rule.versions:
        given = version.component.release if isinstance(version.component, Commission) else None
        if isinstance(given, Hold):
            _hold(work, rule, version, given)
        if isinstance(given, OnCash):
            _on_cash(work, rule, version, given)


def _hold(work: Work, rule: Rule, version: Version, given: Hold) -> None:
    line, one = f"line_{rule.number}_kept", 10**SHARE_DIGITS
    own = f" AND v = {version.at}" if len(rule.versions) > 1 else ""
    held = f"CAST(halved(result::HUGEINT * {int(given.share * one)}, {one}::HUGEINT) AS BIGINT)"
    rows = f"FROM line_{rule.number} l JOIN {work.credit} c USING (seq) JOIN calendar k ON k.day = c.posted + {given.days}"
    due = f"{rows} WHERE l.v = {version.at} AND k.period > l.period"
    work.calculator.run(f"INSERT INTO release_{rule.number} SELECT seq, who, v, band, k.period, {held} {due}")
    work.calculator.run(
        f"UPDATE {line} SET payable = result - {held} FROM (SELECT c.seq, c.posted + {given.days} AS due FROM {work.credit} c) d JOIN calendar k ON k.day = d.due"
        f" WHERE d.seq = {line}.seq{own} AND k.period > {line}.period"
    )


def _on_cash(work: Work, rule: Rule, version: Version, given: OnCash) -> None:
    """Payable to date = result × Σ collected × factor ÷ invoiced; each period pays what is due to date less what was paid before."""
    calculator, number, one = work.calculator, rule.number, 10**SHARE_DIGITS
    late = " ".join(f"WHEN day - due >= {band.from_day} THEN {int(band.factor * one)}" for band in reversed(given.late))
    factor = f"CASE WHEN due IS NULL THEN {one} {late} ELSE {one} END"
    calculator.make(
        f"cash_{number}",
        f"SELECT order_ref, k.period, max(invoiced) OVER (PARTITION BY order_ref) AS invoiced, CAST(sum(collected * factor) OVER o AS HUGEINT) AS weighed,"
        " CAST(sum(collected) OVER o AS HUGEINT) AS got FROM"
        f" (SELECT *, {factor} AS factor FROM cash) c JOIN calendar k USING (day)"
        " WINDOW o AS (PARTITION BY order_ref ORDER BY k.period RANGE UNBOUNDED PRECEDING)",
    )
    _tell(work, rule, version)
    lines = f"line_{number} l JOIN {work.credit} c USING (seq)"
    due = f"CAST(halved(l.result::HUGEINT * least(m.weighed, m.invoiced::HUGEINT * {one}), m.invoiced::HUGEINT * {one}) AS BIGINT)"
    steps = f"SELECT DISTINCT l.seq, l.who, l.v, l.kind, l.band, l.period AS own, greatest(m.period, l.period) AS period, m.weighed, {due} AS due FROM {lines}"
    calculator.make(
        f"due_{number}",
        f"SELECT seq, who, v, kind, band, own, period, arg_max(due, weighed) AS due FROM ({steps} JOIN cash_{number} m ON m.order_ref = c.order_ref"
        f" WHERE l.v = {version.at} AND m.invoiced > 0) GROUP BY ALL",
    )
    kept, own = f"line_{number}_kept", f"v = {version.at} AND " if len(rule.versions) > 1 else ""
    calculator.run(f"UPDATE {kept} SET payable = 0 WHERE {own}seq IS NOT NULL")
    same = f"d.seq = {kept}.seq AND d.kind = {kept}.kind AND d.band IS NOT DISTINCT FROM {kept}.band"
    calculator.run(f"UPDATE {kept} SET payable = d.due FROM due_{number} d WHERE {same} AND d.period = d.own")
    paid = f"due - coalesce(lag(due) OVER (PARTITION BY {KEYS} ORDER BY period), 0)"
    calculator.run(
        f"INSERT INTO release_{number} SELECT seq, who, v, band, period, payable FROM"
        f" (SELECT *, {paid} AS payable FROM due_{number}) WHERE period > own AND payable <> 0"
    )


def _tell(work: Work, rule: Rule, version: Version) -> None:
    """Orders whose invoice nobody knows, and orders on which more came in than was invoiced."""
    rows = f"FROM line_{rule.number} l JOIN {work.credit} c USING (seq)"
    own = f"l.v = {version.at}"
    columns = f"SELECT DISTINCT l.seq, l.who, l.period, {rule.number}"
    unknown = (
        f"{columns}, 'commission.no_cash_known', c.order_ref {rows} ANTI JOIN cash m ON m.order_ref = c.order_ref AND m.invoiced > 0 WHERE {own}"
    )
    paid = f"{rows} JOIN cash_{rule.number} m ON m.order_ref = c.order_ref"
    beyond = f"{columns}, 'commission.cash_beyond_invoice', c.order_ref {paid} WHERE {own} AND m.got > m.invoiced"
    for found in (unknown, beyond):
        work.calculator.run(f"INSERT INTO problem {found}")
