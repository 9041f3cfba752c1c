"""Rounding, once: the lines of a payee, component and period become minor units that sum to the rounded sum.

Each is cut towards zero; the units missing from the sum go to the largest remainders on that side, ties to the credit with the lower
number. That is `round_together` of the kernel, for all groups at once: only the remainder at which the missing units run out has to be found,
and only lines that tie there have to be ranked.
"""

from kaituo.performance.commissions.engine.columns.rule import Rule
from kaituo.performance.commissions.engine.columns.work import Work

# The place of a line among those of its payee and period: by credit, kind and band, in one whole number.
PLACE = "(coalesce(seq, 0) * 4096 + enum_code(kind)::BIGINT * 128 + coalesce(band, 0))"
COLUMNS = "seq, who, period, v, kind, band, base, before, rate"


def round_lines(work: Work, rule: Rule, source: str) -> None:
    """Makes `line_N` from exact results; `payable` is the whole result until something holds it back."""
    calculator, number, one = work.calculator, rule.number, rule.denominator
    factor = "factor" if rule.has_factor else "NULL::BIGINT AS factor"
    columns = f"{COLUMNS}, {factor}"
    if one == 1:
        found = f"SELECT {columns}, CAST(num AS BIGINT) AS result, CAST(num AS BIGINT) AS payable FROM {source}"
    else:
        _share_missing(work, rule, source)
        rest = _rest(rule)
        gets = f"(unit > 0 AND {rest} > edge) OR (unit < 0 AND {rest} < edge) OR ({rest} = edge AND {PLACE} <= last)"
        result = f"CAST(num // {one} + CASE WHEN {gets} THEN unit ELSE 0 END AS BIGINT)"
        found = f"SELECT {columns}, {result} AS result, {result} AS payable FROM {source} LEFT JOIN missing_{number} USING (who, period)"
    calculator.narrow(f"line_{number}", found, _known(rule))


def _rest(rule: Rule) -> str:
    return f"CAST(num % {rule.denominator} AS {'INTEGER' if rule.denominator < 2**31 else 'HUGEINT'})"


def _known(rule: Rule) -> dict[str, str]:
    found = {} if rule.is_released else {"payable": "result"}
    found |= {"v": str(rule.versions[0].at)} if len(rule.versions) == 1 else {}
    return found if rule.has_factor else found | {"factor": "NULL::BIGINT"}


def _share_missing(work: Work, rule: Rule, source: str) -> None:
    """Makes `missing_N`: for each group the remainder at which the missing units run out, and the last line that gets one at a tie."""
    calculator, number, one, rest = work.calculator, rule.number, rule.denominator, _rest(rule)
    sums = f"SELECT who, period, CAST(halved(sum(num)::HUGEINT, {one}::HUGEINT) - sum(num // {one}) AS BIGINT) AS missing, list({rest}) AS rests"
    falling = "CASE WHEN missing > 0 THEN list_reverse_sort(rests) ELSE list_sort(rests) END"
    ordered = f"SELECT *, {falling} AS falling FROM ({sums} FROM {source} GROUP BY who, period) WHERE missing <> 0"
    calculator.make(
        f"edge_{number}",
        "SELECT who, period, sign(missing)::TINYINT AS unit, falling[abs(missing)] AS edge,"
        f" len(list_filter(falling[:abs(missing)], lambda each: each = falling[abs(missing)])) AS left_over FROM ({ordered})",
    )
    last = f"list_sort(list({PLACE}))[any_value(left_over)]"
    calculator.make(
        f"missing_{number}",
        f"SELECT who, period, any_value(unit) AS unit, any_value(edge) AS edge, {last} AS last FROM {source} JOIN edge_{number} USING (who, period)"
        f" WHERE {rest} = edge GROUP BY who, period",
    )
