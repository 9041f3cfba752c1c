"""What was credited before: the running total of each payee in each window, in the stated order of credits."""

from kaituo.performance.commissions.engine.columns.basing import based
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.rates import Expression
from kaituo.performance.commissions.engine.plan.words import By, Method

ORDER = "posted, day, turn, seq"


def needs_total(version: Version) -> bool:
    """Whether what one credit earns depends on those before it."""
    table = version.table
    return isinstance(version.rate, Expression) or bool(table and table.accumulated and table.by is not By.ATTAINMENT)


def run(work: Work, rule: Rule) -> None:
    """Makes `run_N`: a row a credit with `before` on the axis of the bands and `paid_before` on the base."""
    union(work, rule, " UNION ALL BY NAME ".join(based(work, rule, version) for version in rule.versions))


def union(work: Work, rule: Rule, rows: str) -> None:
    """The running totals over rows that some other step has put together."""
    accumulates = any(map(needs_total, rule.versions))
    lowers = not isinstance(rule.first, Commission) or rule.first.returns_lower_attainment
    axis = "axis" if lowers else "CASE WHEN turn THEN 0 ELSE axis END"
    window = f"OVER (PARTITION BY who, win ORDER BY {ORDER} ROWS UNBOUNDED PRECEDING)"
    before = f"CAST(sum({axis}) {window} AS BIGINT) - {axis}" if accumulates else "CAST(0 AS BIGINT)"
    paid = f"CAST(sum(base) {window} AS BIGINT) - base" if accumulates and _has_other_axis(rule) else "CAST(NULL AS BIGINT)"
    opened = f"{before} + coalesce(o.amount, 0)" if _has_opening(work, rule) else before
    joined = f" LEFT JOIN opened_{rule.number} o USING (who, win)" if _has_opening(work, rule) else ""
    work.calculator.make(f"run_{rule.number}", f"SELECT r.*, {opened} AS before, {paid} AS paid_before FROM ({rows}) r{joined}")


def _has_other_axis(rule: Rule) -> bool:
    """Whether bands are measured on something else than what is paid for, and earlier pay can change."""
    tables = [version.table for version in rule.versions if version.table]
    return any(table.by not in (By.BASIS, By.TARGET) and table.method is not Method.STEP for table in tables)


def _has_opening(work: Work, rule: Rule) -> bool:
    by_target = any(version.table and version.table.by is By.TARGET for version in rule.versions)
    return by_target and bool(work.calculator.value("SELECT count(*) FROM opening"))
