"""Fixed amounts: a bonus in each period, the amount of the band reached, and the SPIFF that is paid once in a period."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.performance.commissions.engine.columns.attaining import attained
from kaituo.performance.commissions.engine.columns.goals import presence
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.pacing import factors
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Extra, Work
from kaituo.performance.commissions.engine.plan.components import Fixed, Spiff
from kaituo.performance.commissions.engine.plan.words import Basis

Factors = dict[tuple[int, date], int | None]


def pay_fixed(work: Work, rule: Rule) -> None:
    """A line for each member and period in which the terms hold and the person is on the plan."""
    for version in rule.versions:
        component = version.component
        if isinstance(component, Fixed):
            work.add(_fixed(work, rule, version, component))


def _fixed(work: Work, rule: Rule, version: Version, component: Fixed) -> Iterator[Extra]:
    shares = attained(work, version, component.attainment) if component.bands else {}
    product = factors(work, version)
    for period in _periods(work, rule, version):
        for who in range(len(work.people)):
            if component.bands and (who, period) not in shares and work.members.get(who):
                _tell(work, rule, who, period)
            part = presence(work, who, period, work.calendar.period_end(period), component.prorated)
            amount = _reached(component, shares.get((who, period))) if component.bands else component.amount
            yield _extra(work, rule, version, (who, period), "fixed", amount, part, product)


def _periods(work: Work, rule: Rule, version: Version) -> list[date]:
    """Periods that begin while this version holds."""
    return [period for period in work.periods if work.version_on(rule, max(period, version.starts_on)) == version and period >= version.starts_on]


def _reached(component: Fixed, share: Fraction | None) -> Decimal:
    reached = [band.amount for band in component.bands if share is not None and share >= Fraction(band.lower)]
    return reached[-1] if reached else Decimal(0)


def _tell(work: Work, rule: Rule, who: int, period: date) -> None:
    bound = work.calculator.bind(period)
    work.calculator.run(f"INSERT INTO problem VALUES (NULL, {who}, {bound}, {rule.number}, 'commission.no_target', '')")


def _extra(
    work: Work, rule: Rule, version: Version, key: tuple[int, date], kind: str, amount: Decimal, part: Fraction, product: Factors, base: int = 0
) -> Extra:
    who, period = key
    factor = product.get(key, 10**SHARE_DIGITS)
    if factor is None and amount and part:
        _tell(work, rule, who, period)
    minor = Fraction(amount) * 10**work.digits * part * Fraction(factor or 0, 10**SHARE_DIGITS)
    return Extra(rule.number, version.at, who, period, kind, divide_half_up(minor.numerator, minor.denominator), base, place=version.path)


def pay_once(work: Work, rule: Rule) -> None:
    """SPIFF once in a period: for whoever has enough of it. The credits that counted stand in `run_N`."""
    for version in rule.versions:
        component = version.component
        if isinstance(component, Spiff) and component.every == "period":
            product = factors(work, version)
            least = int(component.at_least * 10**version.digits) if component.basis is not Basis.COUNT else component.at_least
            sums = work.calculator.rows(f"SELECT who, period, sum(base) FROM run_{rule.number} WHERE v = {version.at} GROUP BY ALL ORDER BY ALL")
            enough = [(who, period, int(base)) for who, period, base in sums if base >= least]
            work.add(
                _extra(work, rule, version, (who, period), "spiff", component.amount, Fraction(1), product, base) for who, period, base in enough
            )
