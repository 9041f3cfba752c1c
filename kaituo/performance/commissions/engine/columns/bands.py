"""Rates in their plain form: what is only another way to write a table becomes one."""

from decimal import Decimal

from kaituo.foundation.kernel.rounding import EXACT, quotient, round_half_up
from kaituo.performance.commissions.engine.plan.rates import Band, CompanyShare, Linear, Rate, Table
from kaituo.performance.commissions.engine.plan.words import Method

EDGE_DIGITS = 8


def plain(rate: Rate | None, money_digits: int) -> Rate | None:
    if isinstance(rate, Linear):
        return _line(rate)
    if isinstance(rate, CompanyShare):
        return _company(rate, money_digits)
    return rate


def _line(rate: Linear) -> Table:
    """Straight from 0 % to 100 % of the target and on to the highest rate, then level."""
    rise = rate.at_target - rate.at_zero
    top = rate.at_target if rate.at_most is None else rate.at_most
    reach = quotient(top - rate.at_zero, rise, EDGE_DIGITS) if rise else Decimal(1)
    corners = [(Decimal(0), rate.at_zero), (Decimal(1), rate.at_target), *([(reach, top)] if reach > 1 else [])]
    uppers = [corner for corner, _rate in corners[1:]] + [None]
    bands = tuple(Band(lower=lower, upper=upper, rate=each) for (lower, each), upper in zip(corners, uppers, strict=True))
    return Table(bands=bands, method=Method.INTERPOLATED, by=rate.by)


def _company(rate: CompanyShare, money_digits: int) -> Table:
    """The payee's share up to where the company has its cap, then all of it: two bands, each slice at its own rate."""
    edge = round_half_up(quotient(rate.cap, rate.company_rate, money_digits), money_digits)
    own = EXACT.subtract(Decimal(1), rate.company_rate)
    return Table(bands=(Band(upper=edge, rate=own), Band(lower=edge, rate=Decimal(1))))
