"""Rates by attainment as of the period's end, and the factors of multipliers and gates: small tables by person and period."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaituo.foundation.calc import rates
from kaituo.foundation.kernel.rounding import EXACT, quotient, round_half_up
from kaituo.performance.commissions.engine.columns.attaining import Attained, attained, run_up, window_of
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.crediting import Multiplier
from kaituo.performance.commissions.engine.plan.rates import Table
from kaituo.performance.commissions.engine.plan.words import By, Method

PACE = {"who": "INTEGER", "period": "DATE", "band": "INTEGER", "rate": "HUGEINT", "earlier": "BIGINT", "moved": "HUGEINT"}
FACTOR = {"who": "INTEGER", "period": "DATE", "v": "INTEGER", "factor": "BIGINT"}
ONE = Decimal(10) ** SHARE_DIGITS


def set_pace(work: Work, rule: Rule) -> None:
    """Makes `pace_N_V` for each version with a table by attainment: the rate of each period, and by how much it moved since the last."""
    for version in rule.versions:
        if version.table and version.table.by is By.ATTAINMENT:
            reached = attained(work, version, getattr(version.component, "attainment", ()))
            rows = _pace(work, rule, version, reached)
            work.calculator.define(f"pace_{rule.number}_{version.at}", PACE)
            work.calculator.fill(f"pace_{rule.number}_{version.at}", PACE, rows)
            missing = f"FROM run_{rule.number} r ANTI JOIN pace_{rule.number}_{version.at} USING (who, period) WHERE r.v = {version.at}"
            work.calculator.run(f"INSERT INTO problem SELECT seq, who, period, {rule.number}, 'commission.no_target', '' {missing}")


def _pace(work: Work, rule: Rule, version: Version, reached: Attained) -> list[tuple[int, date, int, int, int, int]]:
    sums = work.calculator.rows(f"SELECT who, win, period, sum(base) FROM run_{rule.number} WHERE v = {version.at} GROUP BY ALL")
    to_date = run_up(work.periods, {(who, win, period): int(amount) for who, win, period, amount in sums})
    found, last = [], dict[tuple[int, date], tuple[int, int]]()
    for period in work.periods:
        win = window_of(work, version, period)
        for who in range(len(work.people)):
            share = reached.get((who, period))
            if share is None:
                continue
            band, rate = _reached(rule, version, share)
            earlier, before = last.get((who, win), (0, rate))
            found.append((who, period, band, rate, earlier, rate - before))
            last[who, win] = (to_date.get((who, win, period), 0), rate)
    return found


def _reached(rule: Rule, version: Version, share: Fraction) -> tuple[int, int]:
    table = _calc_table(version.table)
    amount = int(quotient(share, 1, SHARE_DIGITS) * ONE)
    return table.reached(amount), rule.whole_rate(version, table.rate_at(amount))


def _calc_table(table: Table | None) -> rates.RateTable:
    """Bands in hundred-millionths of the target."""
    if table is None:
        raise ValueError("only a table has bands")
    bands = tuple(rates.Band(band.lower * ONE, None if band.upper is None else band.upper * ONE, band.rate) for band in table.bands)
    kind = rates.RateKind.INTERPOLATED if table.method is Method.INTERPOLATED else rates.RateKind.FLAT
    return rates.RateTable(bands, kind, table.edge)


def factors(work: Work, version: Version) -> dict[tuple[int, date], int | None]:
    """The product of a component's multipliers and gate in hundred-millionths, by person and period; None where no target is known."""
    component = version.component
    keys = [(who, period) for who in range(len(work.people)) for period in work.periods]
    product: dict[tuple[int, date], Decimal | None] = dict.fromkeys(keys, Decimal(1))
    for multiplier in component.multipliers:
        _multiply(product, {key: factor_at(multiplier, share) for key, share in attained(work, version, multiplier.attainment).items()})
    if component.gate:
        gate, reached = component.gate, attained(work, version, component.gate.attainment)
        _multiply(product, {key: Decimal(1) if share >= Fraction(gate.at_least) else gate.below for key, share in reached.items()})
    return {key: None if factor is None else int(round_half_up(factor, SHARE_DIGITS) * ONE) for key, factor in product.items()}


def _multiply(product: dict[tuple[int, date], Decimal | None], by: dict[tuple[int, date], Decimal]) -> None:
    for key, factor in product.items():
        own = by.get(key)
        product[key] = None if factor is None or own is None else EXACT.multiply(factor, own)


def factor_at(multiplier: Multiplier, share: Fraction) -> Decimal:
    """The factor of the last point that the share reaches, or between two points on the straight line."""
    points = multiplier.points
    at = max(number for number, point in enumerate(points) if Fraction(point.lower) <= max(share, Fraction(0)))
    if not multiplier.interpolated or at == len(points) - 1:
        return points[at].factor
    lower, upper = points[at], points[at + 1]
    rise = (share - Fraction(lower.lower)) * Fraction(upper.factor - lower.factor)
    return lower.factor + quotient(rise, Fraction(upper.lower - lower.lower), SHARE_DIGITS)


def set_factors(work: Work, rule: Rule) -> None:
    """Makes `factor_N`. Without a target the factor is unknown: nothing is paid, and it is a problem of the person."""
    work.calculator.define(f"factor_{rule.number}", FACTOR)
    for version in rule.versions:
        found = factors(work, version)
        rows = [(who, period, version.at, factor) for (who, period), factor in found.items() if factor is not None]
        work.calculator.fill(f"factor_{rule.number}", FACTOR, rows)
    missing = f"SELECT s.seq, s.who, s.period, {rule.number}, 'commission.no_target', '' FROM slice_{rule.number} s"
    joined = f"ANTI JOIN factor_{rule.number} f ON f.who = s.who AND f.period = s.rated AND f.v = s.v"
    work.calculator.run(f"INSERT INTO problem {missing} {joined} WHERE s.rated IS NOT NULL")
