"""Slices: what each credit earns in which band, exact and not yet rounded. One function per way of reading a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kaituo.foundation.calc import formula
from kaituo.foundation.calc.rates import RATE_DIGITS, Edge
from kaituo.performance.commissions.engine.columns import returns
from kaituo.performance.commissions.engine.columns.basing import RATIOS, whole_share
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS, UNIT_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule, Version, rates_of
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.checks.rates import FORMULA_NAMES
from kaituo.performance.commissions.engine.plan.rates import Expression, Table
from kaituo.performance.commissions.engine.plan.words import By, Method, Ratio

NO_END = 2**62
SMALL = 2**62


@dataclass(frozen=True)
class Slicer:
    """One version's table over the rows of `source`; `wide` is the type in which products are exact."""

    rule: Rule
    version: Version
    source: str
    wide: str
    has_returns: bool
    is_rising: bool = False
    """No total ever falls below zero, so bands need not be mirrored."""
    has_quiet: bool = False
    """Rows that stand alone are all in the first band."""

    @property
    def table(self) -> Table:
        if self.version.table is None:
            raise ValueError(f"{self.rule.key} has no table")
        return self.version.table

    @property
    def edges(self) -> list[str]:
        """Lower edges of the bands, as numbers or, for shares of a target, as columns."""
        if self.table.by is By.TARGET:
            return ["0", *(f"edge_{at}" for at in range(1, len(self.table.bands)))]
        return list(map(str, self.version.edges))

    @property
    def uppers(self) -> list[str]:
        return [*self.edges[1:], str(NO_END)]

    @property
    def rates(self) -> list[int]:
        return [self.rule.whole_rate(self.version, band.rate) for band in self.table.bands]

    @property
    def before(self) -> str:
        return "before" if self.table.accumulated else "0"

    @property
    def after(self) -> str:
        return "(before + axis)" if self.table.accumulated else "axis"

    @property
    def is_own_axis(self) -> bool:
        return self.table.by in (By.BASIS, By.TARGET)

    def select(self, kind: str, band: str, base: str, rate: str, where: str = "TRUE") -> str:
        num = f"({base})::{self.wide} * ({rate})" + (" * share" if self.rule.share_scale > 1 else "")
        own = f"v = {self.version.at} AND {where}" + (f" AND {returns.AT_ONCE.format(self.rule.number)}" if self.has_returns else "")
        columns = f"{band} AS band, {base} AS base, CASE WHEN alone THEN NULL ELSE before END AS before, {rate} AS rate, {num} AS num"
        return f"SELECT seq, who, period, v, '{kind}'::line_kind AS kind, {columns} FROM {self.source} WHERE {own}"

    def reached(self, amount: str, values: list[str]) -> str:
        """The value of the band that an amount reaches; one exactly on an edge follows the edge rule."""
        sign = ">=" if self.table.edge is Edge.UPPER else ">"
        arms = [f"WHEN abs({amount}) {sign} {edge} THEN {value}" for edge, value in reversed(list(zip(self.edges, values, strict=True)))][:-1]
        return f"CASE {' '.join(arms)} ELSE {values[0]} END" if arms else values[0]

    def rate_at(self, amount: str) -> str:
        """The rate that the whole of an amount has."""
        if self.table.method is not Method.INTERPOLATED:
            return self.reached(amount, list(map(str, self.rates)))
        return self.reached(amount, [self._line(amount, at) for at in range(len(self.rates))])

    def _line(self, amount: str, at: int) -> str:
        rate = f"{self.rates[at]}::HUGEINT"
        if at == len(self.rates) - 1:
            return rate
        one = 10**RATE_DIGITS
        inside = f"halved((abs({amount}) - {self.edges[at]})::HUGEINT * {one}, ({self.uppers[at]} - {self.edges[at]})::HUGEINT)"
        return f"({rate} + halved({inside} * {self.rates[at + 1] - self.rates[at]}, {one}::HUGEINT))"

    @property
    def numbers(self) -> list[str]:
        return list(map(str, range(len(self.rates))))


def slice_up(work: Work, rule: Rule) -> None:
    """Makes `slice_N`: a row a credit and band. What could not be worked out becomes a problem."""
    if work.has_returns:
        returns.set_aside(work, rule)
    extent = _extent(work, rule)
    parts = [part for version in rule.versions for part in _of_version(work, rule, version, extent)]
    rated = "period" if work.has_returns or rule.has_factor else "NULL::DATE"
    found = f"SELECT * REPLACE (band::SMALLINT AS band), {rated} AS rated FROM ({' UNION ALL BY NAME '.join(parts)})"
    if not _has_rates_of_bands(work, rule):
        work.calculator.make(f"slice_{rule.number}", found)
    else:
        work.calculator.narrow(f"slice_{rule.number}", found, _known(rule, extent[0]))
    if work.has_returns:
        returns.take_back(work, rule)


def _has_rates_of_bands(work: Work, rule: Rule) -> bool:
    """Whether the band of a slice says its rate, and nothing is added to the slices or taken away."""
    tables = [version.table for version in rule.versions]
    is_stepped = all(table and table.method is Method.STEP and table.by is not By.ATTAINMENT for table in tables)
    return is_stepped and not work.has_returns and not rule.has_factor and rule.share_scale == 1


def _known(rule: Rule, wide: str) -> dict[str, str]:
    """Columns of slices that a view adds, with what they are."""
    arms = [
        f"WHEN v = {version.at} AND band = {at} THEN {rule.whole_rate(version, band.rate)}"
        for version in rule.versions
        if version.table
        for at, band in enumerate(version.table.bands)
    ]
    one = len(rule.versions) == 1
    rate = f"CASE {' '.join(arms).replace(f'v = {rule.versions[0].at} AND ', '') if one else ' '.join(arms)} END"
    known = {"kind": "'earned'::line_kind", "rated": "NULL::DATE", "rate": rate, "num": f"base::{wide} * ({rate})"}
    return known | ({"v": str(rule.versions[0].at)} if one else {})


def _of_version(work: Work, rule: Rule, version: Version, extent: tuple[str, bool]) -> Iterator[str]:
    source, (wide, is_rising) = f"run_{rule.number}", extent
    slicer = Slicer(rule, version, source, wide, work.has_returns, is_rising, rule.number in work.unordered)
    if isinstance(version.rate, Expression):
        yield _by_formula(work, slicer, version.rate)
    elif version.table is None:
        _tell(work, rule, f"SELECT seq, who, period, 'commission.no_rate_found' AS code FROM {source} WHERE v = {version.at} AND rate IS NULL")
        yield slicer.select("earned", "band", "base", "rate", "base <> 0 AND rate IS NOT NULL")
    elif version.table.by is By.ATTAINMENT:
        yield from _by_attainment(slicer)
    else:
        yield from METHODS[version.table.method](_with_edges(work, slicer))


def _extent(work: Work, rule: Rule) -> tuple[str, bool]:
    """The type in which every product surely fits, the faster one if possible; and whether no total ever falls."""
    highest = max((abs(rule.whole_rate(version, rate)) for version in rule.versions for rate in rates_of(version.rate)), default=0)
    sizes = "max(base), max(axis), max(before), -min(base), -min(axis), -min(before), least(min(axis), min(before))"
    *sides, lowest = work.calculator.rows(f"SELECT {sizes} FROM run_{rule.number}")[0]
    largest = max((abs(side) for side in sides if side is not None), default=0)
    fits = int(largest or 0) * 2 * highest * rule.denominator // 10**rule.digits < SMALL
    return "BIGINT" if fits else "HUGEINT", int(lowest or 0) >= 0


def _with_edges(work: Work, slicer: Slicer) -> Slicer:
    """For shares of a target: the edges in the unit of the base, for each payee and window. Whoever has no target is a problem."""
    rule, version = slicer.rule, slicer.version
    if slicer.table.by is not By.TARGET:
        return slicer
    one = 10**SHARE_DIGITS
    edges = [
        f"CAST(halved(goal::HUGEINT * {whole_share(band.lower)}, {one}::HUGEINT) AS BIGINT) AS edge_{at}"
        for at, band in enumerate(slicer.table.bands)
        if at
    ]
    goals = f"goal_{rule.number}_{version.at}"
    work.calculator.make(f"edged_{rule.number}_{version.at}", f"SELECT {', '.join(['who', 'win', *edges])} FROM {goals}")
    missing = f"FROM run_{rule.number} r ANTI JOIN {goals} g USING (who, win) WHERE r.v = {version.at}"
    _tell(work, rule, f"SELECT seq, who, period, 'commission.no_target' AS code {missing}")
    joined = f"(SELECT * FROM run_{rule.number} JOIN edged_{rule.number}_{version.at} USING (who, win))"
    return replace(slicer, source=joined)


def _tell(work: Work, rule: Rule, found: str) -> None:
    work.calculator.run(f"INSERT INTO problem SELECT seq, who, period, {rule.number}, code, '' FROM ({found})")


def _steps(slicer: Slicer) -> Iterator[str]:
    """Each slice at its own rate: what lies between a band's edges, after less before."""
    for at, (edge, upper, rate) in enumerate(zip(slicer.edges, slicer.uppers, slicer.rates, strict=True)):
        others = " AND NOT alone" if slicer.has_quiet and at else ""
        if slicer.is_own_axis and slicer.is_rising:
            here = f"least({slicer.after}, {upper}) - greatest({slicer.before}, {edge})"
            yield slicer.select("earned", str(at), here, str(rate), f"{slicer.after} > {edge} AND {slicer.before} < {upper} AND axis > 0{others}")
            continue
        here = f"between_edges({slicer.after}, {edge}, {upper}) - between_edges({slicer.before}, {edge}, {upper})"
        base = here if slicer.is_own_axis else _measured(slicer, at)
        yield slicer.select("earned", str(at), f"CAST({base} AS BIGINT)", str(rate), f"({base}) <> 0{others}")


def _measured(slicer: Slicer, at: int) -> str:
    """Bands on another axis than what is paid for: the base is dealt out in proportion, whole and without rest."""
    upper, lower = (
        f"(between_edges({slicer.after}, 0, {edge}) - between_edges({slicer.before}, 0, {edge}))" for edge in (slicer.uppers[at], slicer.edges[at])
    )
    on_edge = f"CASE WHEN {slicer.reached(slicer.before, slicer.numbers)} = {at} THEN base ELSE 0 END"
    dealt = [f"halved(base::HUGEINT * {part}, axis::HUGEINT)" for part in (upper, lower)]
    return f"CASE WHEN axis = 0 THEN {on_edge} ELSE CAST({dealt[0]} - {dealt[1]} AS BIGINT) END"


def _whole(slicer: Slicer) -> Iterator[str]:
    """The whole at the rate reached, and what a new rate adds to (or takes from) what was credited earlier."""
    yield from _at_reached(slicer, "base", "paid_before" if not slicer.is_own_axis else slicer.before, slicer.before, slicer.after)


def _overage(slicer: Slicer) -> Iterator[str]:
    """The first band at its rate; the whole of what lies above it at the rate of the band reached."""
    first = slicer.edges[1]
    inside = f"CAST(between_edges({slicer.after}, 0, {first}) - between_edges({slicer.before}, 0, {first}) AS BIGINT)"
    yield slicer.select("earned", "0", inside, str(slicer.rates[0]), f"{inside} <> 0")
    above, earlier = (f"CAST(between_edges({amount}, {first}, {NO_END}) AS BIGINT)" for amount in (slicer.after, slicer.before))
    yield from _at_reached(slicer, f"({above} - {earlier})", earlier, slicer.before, slicer.after)


def _at_reached(slicer: Slicer, base: str, earlier: str, before: str, after: str) -> Iterator[str]:
    band, rate = slicer.reached(after, slicer.numbers), slicer.rate_at(after)
    yield slicer.select("earned", band, base, rate, f"{base} <> 0")
    if slicer.table.accumulated:
        moved = f"({rate}) - ({slicer.rate_at(before)})"
        yield slicer.select("uplift", band, earlier, moved, f"{earlier} <> 0 AND {moved} <> 0")


METHODS: dict[Method, Callable[[Slicer], Iterator[str]]] = {
    Method.STEP: _steps,
    Method.FLAT: _whole,
    Method.INTERPOLATED: _whole,
    Method.OVERAGE: _overage,
}


def _by_attainment(slicer: Slicer) -> Iterator[str]:
    """All of a period at the rate of its end; what was earned earlier in the window moves to that rate as one line."""
    number, at = slicer.rule.number, slicer.version.at
    pace = f"pace_{number}_{at}"
    joined = Slicer(
        slicer.rule,
        slicer.version,
        f"(SELECT r.* EXCLUDE (band, rate), t.band, t.rate FROM run_{number} r JOIN {pace} t USING (who, period))",
        "HUGEINT",
        slicer.has_returns,
    )
    num = "earlier::HUGEINT * moved" + (f" * {slicer.rule.share_scale}" if slicer.rule.share_scale > 1 else "")
    yield joined.select("earned", "band", "base", "rate", "base <> 0")
    yield (
        f"SELECT NULL::BIGINT AS seq, who, period, {at} AS v, 'uplift'::line_kind AS kind, band, earlier AS base, NULL::BIGINT AS before,"
        f" moved AS rate, {num} AS num FROM {pace} WHERE earlier <> 0 AND moved <> 0"
    )


def _by_formula(work: Work, slicer: Slicer, rate: Expression) -> str:
    """Money by the checked language; a row without a value is a problem."""
    rule, version = slicer.rule, slicer.version
    named = ", ".join(f'{text} AS "{name}"' for name, text in _values(version.money_digits).items())
    rows = f"(SELECT seq, who, period, v, share, base, alone, before AS credited, {named} FROM run_{rule.number} WHERE v = {version.at})"
    source = f"(SELECT q.*, {formula.compile(rate.text, FORMULA_NAMES).sql()} AS value FROM {rows} q)"
    _tell(work, rule, f"SELECT seq, who, period, 'commission.formula_without_value' AS code FROM {source} WHERE value IS NULL")
    num = f"CAST(value * {10**SHARE_DIGITS} AS HUGEINT) * {10 ** (rule.digits - SHARE_DIGITS + version.money_digits)}"
    num += " * share" if rule.share_scale > 1 else ""
    own = "value <> 0" + (f" AND {returns.AT_ONCE.format(rule.number)}" if slicer.has_returns else "")
    columns = f"NULL::INTEGER AS band, base, CASE WHEN alone THEN NULL ELSE credited END AS before, NULL::BIGINT AS rate, {num} AS num"
    return f"SELECT seq, who, period, v, 'earned'::line_kind AS kind, {columns} FROM {source} WHERE {own}"


def _values(money_digits: int) -> dict[str, str]:
    """What a formula may speak of: money in yuan, pieces, and shares, each with 8 decimals."""
    money = {name: _decimal(name, money_digits) for name in ("amount", "margin", "collected", "before")}
    ratios = {ratio.value: _decimal(RATIOS[ratio], SHARE_DIGITS) for ratio in Ratio}
    return money | ratios | {"units": _decimal("units", UNIT_DIGITS)}


def _decimal(text: str, digits: int) -> str:
    one = f"CAST('{Decimal(1).scaleb(-digits):f}' AS DECIMAL(10,8))"
    return f"CAST(CAST({text} AS DECIMAL(20,0)) * {one} AS DECIMAL(28,8))"
