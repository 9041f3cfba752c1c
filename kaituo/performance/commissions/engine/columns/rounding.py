"""Rounding, once: the lines of a payee, component and period become minor units that sum to the rounded sum.

Each is cut towards zero; the units missing from the sum go to the largest remainders on that side, ties to the credit with the lower
number. That is `round_together` of the kernel, for all groups at once: only the place at which the missing units run out has to be found.
"""

from dataclasses import dataclass

from kaituo.performance.commissions.engine.columns.rule import Rule, rates_of
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.rates import Table

COLUMNS = "seq, who, period, v, kind, band, base, before, rate"
KIND_COUNT = 8
"""More than there are kinds among lines of credits; the first of the list of kinds are those."""
SMALL = 2**62
MOST_OF_FEW = 1_000_000
"""So many the calculator finds without sorting all."""
FEW = (
    "max({falling}, o.missing)[-1]",
    "coalesce((max({falling}, greatest(o.missing, 1)) FILTER (WHERE o.missing > 0))[-1],"
    " (min({rising}, greatest(-o.missing, 1)) FILTER (WHERE o.missing < 0))[-1])",
)
"""Where the missing units run out: where no result is below zero none is ever taken away, and otherwise."""
MANY = (
    "list_reverse_sort(list({falling}))[any_value(o.missing)]",
    "CASE WHEN any_value(o.missing) > 0 THEN list_reverse_sort(list({falling}))[any_value(o.missing)]"
    " ELSE list_sort(list({rising}))[-any_value(o.missing)] END",
)


def round_lines(work: Work, rule: Rule, source: str) -> None:
    """Makes `owed_N`, the rounded sums, and `line_N`; `payable` is the whole result until something holds it back."""
    number, one = rule.number, rule.denominator
    factor = "factor" if rule.has_factor else "NULL::BIGINT AS factor"
    _sum_up(work, rule, source)
    found = f"SELECT {COLUMNS}, {factor}, CAST(num AS BIGINT) AS result, CAST(num AS BIGINT) AS payable FROM {source}"
    if one > 1:
        key = _find_edges(work, rule, source)
        gets = f"CASE WHEN missing > 0 THEN {key.falling} >= edge ELSE {key.rising} <= edge END"
        result = f"CAST(num // {one} + CASE WHEN {gets} THEN sign(missing) ELSE 0 END AS BIGINT)"
        found = f"SELECT {COLUMNS}, {factor}, {result} AS result, {result} AS payable FROM {source} LEFT JOIN edge_{number} USING (who, period)"
    if rule.is_released:
        work.calculator.narrow(f"line_{number}", found, _known(rule))
    else:
        work.calculator.show(f"line_{number}", found)


def _sum_up(work: Work, rule: Rule, source: str) -> None:
    """The sum of each payee and period, rounded, and what it falls short of when each line is cut by itself."""
    one = rule.denominator
    sums = f"CAST(halved(sum(num)::HUGEINT, {one}::HUGEINT) AS BIGINT) AS result, CAST(sum(num // {one}) AS BIGINT) AS cut"
    extent = "min(num) AS lowest"
    work.calculator.make(f"owed_{rule.number}", f"SELECT who, period, {sums}, {extent} FROM {source} GROUP BY who, period")


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
    lowest, most = calculator.rows(f"SELECT min(lowest), max(abs(result - cut)) FROM owed_{rule.number}")[0]
    width = _band_count(work, rule, source)
    span = (max(work.last, len(work.people)) + 1) * KIND_COUNT * width
    wide = "BIGINT" if one * span < SMALL else "HUGEINT"
    place = f"((coalesce(seq, 0)::{wide} * {KIND_COUNT} + enum_code(kind)) * {width} + coalesce(band, 0))"
    key = Key(f"CAST(num % {one} AS {wide})", place, span, wide)
    edge = (FEW if int(most or 0) < MOST_OF_FEW else MANY)[int(lowest or 0) < 0].format(falling=key.falling, rising=key.rising)
    short = f"(SELECT who, period, result - cut AS missing FROM owed_{rule.number} WHERE result <> cut)"
    grouped = (
        f"SELECT who, period, any_value(missing) AS missing, {edge} AS edge FROM {source} JOIN {short} o USING (who, period) GROUP BY who, period"
    )
    calculator.make(f"edge_{rule.number}", grouped)
    return key


def _band_count(work: Work, rule: Rule, source: str) -> int:
    """How many bands lines may have; what is taken back may have one of an older plan."""
    if work.has_returns:
        return int(work.calculator.value(f"SELECT coalesce(max(band), 0) + 1 FROM {source}"))
    return max(len(each.rate.bands) if isinstance(each.rate, Table) else max(len(rates_of(each.rate)), 1) for each in rule.versions)
