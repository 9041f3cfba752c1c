"""Rounding, once: the lines of a payee, component and period become minor units that sum to the rounded sum.

Each is cut towards zero; the units missing from the sum go to the largest remainders on that side, ties to the credit with the lower
number. That is `round_together` of the kernel, for all groups at once: only the remainder at which the missing units run out has to be found,
and only lines that tie there have to be ranked.
"""

from kaituo.performance.commissions.engine.columns.rule import Rule
from kaituo.performance.commissions.engine.columns.work import Work

COLUMNS = "seq, who, period, v, kind, band, base, before, rate"


def round_lines(work: Work, rule: Rule, source: str) -> None:
    """Makes `line_N` from exact results; `payable` is the whole result until something holds it back."""
    one = rule.denominator
    factor = "factor" if rule.has_factor else "NULL::BIGINT AS factor"
    columns = f"{COLUMNS}, {factor}"
    if one == 1:
        work.calculator.make(f"line_{rule.number}", f"SELECT {columns}, CAST(num AS BIGINT) AS result, CAST(num AS BIGINT) AS payable FROM {source}")
        return
    cut = f"SELECT *, num // {one} AS whole, num % {one} AS rest FROM {source}"
    sums = f"SELECT who, period, CAST(halved(sum(num)::HUGEINT, {one}::HUGEINT) - sum(whole) AS BIGINT) AS missing, list(rest) AS rests FROM ({cut}) GROUP BY ALL"
    # The remainder at which the missing units run out, and how many of the lines with just that remainder still get one.
    ordered = f"SELECT *, CASE WHEN missing > 0 THEN list_reverse_sort(rests) ELSE list_sort(rests) END AS falling FROM ({sums}) WHERE missing <> 0"
    edge = f"SELECT who, period, missing, sign(missing) AS unit, falling[abs(missing)] AS edge, falling[:abs(missing)] AS given FROM ({ordered})"
    work.calculator.make(
        f"missing_{rule.number}",
        f"SELECT who, period, unit, edge, len(list_filter(given, lambda each: each = edge)) AS left_over FROM ({edge})",
    )
    joined = f"({cut}) s LEFT JOIN missing_{rule.number} m USING (who, period)"
    beyond = "CASE WHEN (unit > 0 AND rest > edge) OR (unit < 0 AND rest < edge) THEN unit ELSE 0 END"
    turn = "row_number() OVER (PARTITION BY who, period ORDER BY seq, kind, band)"
    clear = f"SELECT {columns}, whole + {beyond} AS result FROM {joined} WHERE edge IS NULL OR rest <> edge"
    tied = f"SELECT {columns}, whole + CASE WHEN {turn} <= left_over THEN unit ELSE 0 END AS result FROM {joined} WHERE rest = edge"
    work.calculator.make(
        f"line_{rule.number}",
        f"SELECT * REPLACE (CAST(result AS BIGINT) AS result), CAST(result AS BIGINT) AS payable FROM ({clear} UNION ALL {tied})",
    )
