"""What was credited before: the running total of each payee in each window, in the stated order of credits."""

from kaituo.performance.commissions.engine.columns.basing import based
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.rates import Expression
from kaituo.performance.commissions.engine.plan.words import By, Method, Window

ORDER = "posted, day, turn, seq"


def needs_total(version: Version) -> bool:
    """Whether what one credit earns depends on those before it."""
    table = version.table
    return isinstance(version.rate, Expression) or bool(table and table.accumulated and table.by is not By.ATTAINMENT)


def run(work: Work, rule: Rule) -> None:
    """Makes `run_N`: a row a credit with `before` on the axis of the bands and `paid_before` on the base."""
    union(work, rule, " UNION ALL BY NAME ".join(based(work, rule, version) for version in rule.versions))


def union(work: Work, rule: Rule, rows: str) -> None:
    """The running totals over rows that some other step has put together. `alone` marks credits whose order decides nothing."""
    calculator, number = work.calculator, rule.number
    known = _known(work, rule)
    first = f"SELECT *, CAST(0 AS BIGINT) AS before, CAST(NULL AS BIGINT) AS paid_before, TRUE AS alone FROM ({rows})"
    if not any(map(needs_total, rule.versions)):
        calculator.narrow(f"run_{number}", first, known | {"before": "CAST(0 AS BIGINT)", "paid_before": "CAST(NULL AS BIGINT)", "alone": "TRUE"})
        return
    edge = None if work.shows_before or _has_opening(work, rule) or _has_other_axis(rule) else _first_edge(rule)
    if edge is None:
        calculator.narrow(f"run_{number}", _totalled(work, rule, f"({rows})"), known)
        return
    # Where a whole window stays in the first band, no credit needs to know what came before it, and nothing has to be sorted.
    calculator.narrow(f"base_{number}", rows, {name: value for name, value in known.items() if name != "paid_before"})
    quiet = f"max(v) = min(v) AND min(axis) >= 0 AND sum(axis) < {edge}"
    windows = f"SELECT who, win, CAST(sum({_counted(rule)}) AS BIGINT) AS whole FROM base_{number} GROUP BY who, win HAVING NOT ({quiet})"
    calculator.make(
        f"loud_{number}", f"SELECT *, CAST(sum(whole) OVER (ORDER BY who, win ROWS UNBOUNDED PRECEDING) - whole AS BIGINT) AS start FROM ({windows})"
    )
    known = ({} if work.has_returns else {"day": "NULL::DATE"}) | known | {"alone": "FALSE"}
    calculator.narrow(f"ordered_{number}", _one_after_the_other(work, rule), known)
    zero = "CAST(0 AS BIGINT) AS before, CAST(0 AS BIGINT) AS paid_before, TRUE AS alone"
    alone = f"SELECT *, {zero} FROM base_{number} ANTI JOIN loud_{number} USING (who, win)"
    calculator.show(f"run_{number}", f"{alone} UNION ALL BY NAME SELECT * FROM ordered_{number}")
    work.unordered.add(number)


def _known(work: Work, rule: Rule) -> dict[str, str]:
    """Columns that need not be kept for this rule, with what they are."""
    tables = [version.table for version in rule.versions]
    own_axis = all(table is None or table.by in (By.BASIS, By.TARGET, By.ATTAINMENT) for table in tables)
    by_window = not work.has_late and all(_is_paid_by_window(work, version) for version in rule.versions)
    constants = [
        (len(rule.versions) == 1, {"v": str(rule.versions[0].at)}),
        (rule.share_scale == 1, {"share": "1"}),
        (all(tables), {"band": "NULL::INTEGER", "rate": "NULL::BIGINT"}),
        (not work.has_late, {"posted": "day"}),
        (by_window, {"period": "win"}),
        (not work.has_returns, {"turn": "FALSE"}),
        (own_axis, {"axis": "base"}),
        (not _has_other_axis(rule), {"paid_before": "CAST(NULL AS BIGINT)"}),
    ]
    return {name: value for is_known, columns in constants if is_known for name, value in columns.items()}


def _is_paid_by_window(work: Work, version: Version) -> bool:
    """Whether the pay period of a day is its window too."""
    return version.component.reset is Window.PAY_PERIOD or version.component.reset.value == work.plan.pay_every.value


def _counted(rule: Rule) -> str:
    """What of a credit moves the total on the axis of the bands."""
    lowers = not isinstance(rule.first, Commission) or rule.first.returns_lower_attainment
    return "axis" if lowers else "CASE WHEN turn THEN 0 ELSE axis END"


def _order(work: Work) -> str:
    return ORDER if work.has_late or work.has_returns else "day, seq"


def _one_after_the_other(work: Work, rule: Rule) -> str:
    """The same as `_totalled`, sooner: all windows in one row, less what the windows before came to."""
    number, order = rule.number, ("win, " if work.has_late else "") + _order(work)
    own = f"(SELECT b.*, start FROM base_{number} b JOIN loud_{number} USING (who, win) ORDER BY who, {order})"
    # A window without an order of its own keeps the order of what it reads; DuckDB's page on order preservation says so.
    before = f"CAST(sum({_counted(rule)}) OVER (ROWS UNBOUNDED PRECEDING) - start AS BIGINT) - {_counted(rule)}"
    return f"SELECT r.* EXCLUDE (start), {before} AS before, CAST(NULL AS BIGINT) AS paid_before, FALSE AS alone FROM {own} r"


def _totalled(work: Work, rule: Rule, rows: str) -> str:
    axis = _counted(rule)
    window = f"OVER (PARTITION BY who, win ORDER BY {_order(work)} ROWS UNBOUNDED PRECEDING)"
    before = f"CAST(sum({axis}) {window} AS BIGINT) - {axis}"
    paid = f"CAST(sum(base) {window} AS BIGINT) - base" if _has_other_axis(rule) else "CAST(NULL AS BIGINT)"
    opened = _has_opening(work, rule)
    before += " + coalesce(o.amount, 0)" if opened else ""
    joined = f" LEFT JOIN opened_{rule.number} o USING (who, win)" if opened else ""
    return f"SELECT r.*, {before} AS before, {paid} AS paid_before, FALSE AS alone FROM {rows} r{joined}"


def _first_edge(rule: Rule) -> int | None:
    """Below this total nothing depends on the order of credits; None where there is no such number."""
    tables = [version.table for version in rule.versions]
    if any(not table or not table.accumulated or table.method is Method.INTERPOLATED or table.by in (By.TARGET, By.ATTAINMENT) for table in tables):
        return None
    uppers = [version.first_edge for version in rule.versions]
    return min((upper for upper in uppers if upper is not None), default=2**62)


def _has_other_axis(rule: Rule) -> bool:
    """Whether bands are measured on something else than what is paid for, and earlier pay can change."""
    tables = [version.table for version in rule.versions if version.table]
    return any(table.by not in (By.BASIS, By.TARGET) and table.method is not Method.STEP for table in tables)


def _has_opening(work: Work, rule: Rule) -> bool:
    by_target = any(version.table and version.table.by is By.TARGET for version in rule.versions)
    return by_target and bool(work.calculator.value("SELECT count(*) FROM opening"))
