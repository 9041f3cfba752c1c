"""Rounding, once: the lines of a payee, component and period become minor units that sum to the rounded sum.

Each is cut towards zero; the units missing from the sum go to the largest remainders on that side, ties to the credit with the lower
number. That is `round_together` of the kernel, for all groups at once: only the place at which the missing units run out has to be found.
"""

from dataclasses import dataclass

from kaituo.performance.commissions.engine.columns.rule import Rule
from kaituo.performance.commissions.engine.columns.work import Work

COLUMNS = "seq, who, period, v, kind, band, base, before, rate"
KIND_COUNT = 8
"""More than there are kinds among lines of credits; the first of the list of kinds are those."""
SMALL = 2**62


def round_lines(work: Work, rule: Rule, source: str) -> None:
    """Makes `line_N` from exact results; `payable` is the whole result until something holds it back."""
    number, one = rule.number, rule.denominator
    factor = "factor" if rule.has_factor else "NULL::BIGINT AS factor"
    found = f"SELECT {COLUMNS}, {factor}, CAST(num AS BIGINT) AS result, CAST(num AS BIGINT) AS payable FROM {source}"
    if one > 1:
        key = _find_edges(work, rule, source)
        gets = f"(missing > 0 AND {key.falling} >= edge) OR (missing < 0 AND {key.rising} <= edge)"
        result = f"CAST(num // {one} + CASE WHEN {gets} THEN sign(missing) ELSE 0 END AS BIGINT)"
        found = f"SELECT {COLUMNS}, {factor}, {result} AS result, {result} AS payable FROM {source} LEFT JOIN edge_{number} USING (who, period)"
    work.calculator.narrow(f"line_{number}", found, _known(rule))


def _known(rule: Rule) -> dict[str, str]:
    """Columns that a view adds; what is payable may change only where something holds it back."""
    found = {} if rule.is_released else {"payable": "result"}
    found |= {"v": str(rule.versions[0].at)} if len(rule.versions) == 1 else {}
    return found if rule.has_factor else found | {"factor": "NULL::BIGINT"}


@dataclass(frozen=True)
class Key:
    """A line's remainder and place in one whole number: the largest `falling` first, or the smallest `rising`, get the missing units."""

    rest: str
    place: str
    span: int
    wide: str

    @property
    def falling(self) -> str:
        return f"({self.rest} * {self.span} + {self.span - 1} - {self.place})"

    @property
    def rising(self) -> str:
        return f"({self.rest} * {self.span} + {self.place})"


def _find_edges(work: Work, rule: Rule, source: str) -> Key:
    """Makes `edge_N`: for each payee and period the units missing after cutting, and the key at which they run out."""
    calculator, one = work.calculator, rule.denominator
    last, bands, lowest = calculator.rows(f"SELECT max(seq), max(band), min(num) FROM {source}")[0]
    width = int(bands or 0) + 1
    span = (int(last or 0) + 1) * KIND_COUNT * width
    wide = "BIGINT" if one * span < SMALL else "HUGEINT"
    place = f"((coalesce(seq, 0)::{wide} * {KIND_COUNT} + enum_code(kind)) * {width} + coalesce(band, 0))"
    key = Key(f"CAST(num % {one} AS {wide})", place, span, wide)
    lists = f"list({key.falling}) AS falling" + (f", list({key.rising}) AS rising" if int(lowest or 0) < 0 else "")
    sums = f"SELECT who, period, CAST(halved(sum(num)::HUGEINT, {one}::HUGEINT) - sum(num // {one}) AS BIGINT) AS missing, {lists}"
    edge = "list_reverse_sort(falling)[missing]"
    edge = f"CASE WHEN missing > 0 THEN {edge} ELSE list_sort(rising)[-missing] END" if "rising" in lists else edge
    grouped = f"{sums} FROM {source} GROUP BY who, period"
    calculator.make(f"edge_{rule.number}", f"SELECT who, period, missing, {edge} AS edge FROM ({grouped}) WHERE missing <> 0")
    return key
