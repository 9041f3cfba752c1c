"""Rates out of their range, bands that overlap or leave a gap, lookups of the wrong shape, formulas that cannot be read."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kaituo.foundation.calc import rates as calc
from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.calc.formula import compile as compiled
from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan import rates
from kaituo.performance.commissions.engine.plan.checks.limits import share
from kaituo.performance.commissions.engine.plan.words import Basis, By, Method

MOST_PER_UNIT = Decimal(10) ** 9
FORMULA_NAMES = ("amount", "margin", "units", "collected", "discount", "margin_rate", "before")
MONEY = (Basis.AMOUNT, Basis.MARGIN, Basis.COLLECTED)


def faults(rate: rates.Rate, basis: Basis, path: str) -> Iterator[Problem]:
    if isinstance(rate, rates.Table):
        yield from _table(rate, basis, path)
    elif isinstance(rate, rates.Lookup):
        yield from _lookup(rate, path)
    elif isinstance(rate, rates.Expression):
        yield from _formula(rate, path)
    elif isinstance(rate, rates.CompanyShare):
        yield from _company(rate, basis, path)
    elif isinstance(rate, rates.Linear):
        yield from _linear(rate, path)
    elif isinstance(rate, rates.Constant):
        yield from [*share(rate.rate, f"{path}.rate"), *_money_only(basis, path)]


def _money_only(basis: Basis, path: str) -> Iterator[Problem]:
    if basis not in MONEY:
        yield Problem("plan.rate_of_pieces", path, {"basis": basis})


def _table(rate: rates.Table, basis: Basis, path: str) -> Iterator[Problem]:
    highest = MOST_PER_UNIT if rate.per_unit else Decimal(1)
    bands = tuple(calc.Band(band.lower, band.upper, band.rate) for band in rate.bands)
    for fault in calc.RateTable(bands, highest_rate=highest).validate():
        place = f"{path}.bands[{int(fault.source.removeprefix('band ')) - 1}]" if fault.source else f"{path}.bands"
        yield Problem(fault.code, place, fault.parameters)
    if not rate.per_unit:
        yield from _money_only(basis, path)
    if rate.by is By.ATTAINMENT and rate.method not in (Method.FLAT, Method.INTERPOLATED):
        yield Problem("plan.step_by_attainment", f"{path}.method", {"value": rate.method})
    if rate.method is Method.OVERAGE and rate.by not in (By.BASIS, By.TARGET):
        yield Problem("plan.overage_axis", f"{path}.by", {"value": rate.by})
    if rate.method is Method.OVERAGE and len(rate.bands) < 2:
        yield Problem("plan.too_few", f"{path}.bands", {"least": "2"})


def _lookup(rate: rates.Lookup, path: str) -> Iterator[Problem]:
    rows, columns = _length(rate.rows), _length(rate.columns) if rate.columns else 1
    yield from _side(rate.rows, f"{path}.rows")
    if rate.columns:
        yield from _side(rate.columns, f"{path}.columns")
    if len(rate.rates) != rows:
        yield Problem("plan.lookup_shape", f"{path}.rates", {"found": len(rate.rates), "expected": rows})
    for at, row in enumerate(rate.rates):
        if len(row) != columns:
            yield Problem("plan.lookup_shape", f"{path}.rates[{at}]", {"found": len(row), "expected": columns})
        for number, each in enumerate(row):
            yield from share(each, f"{path}.rates[{at}][{number}]")


def _length(side: rates.Named | rates.Ranged) -> int:
    return len(side.values if isinstance(side, rates.Named) else side.lower)


def _side(side: rates.Named | rates.Ranged, path: str) -> Iterator[Problem]:
    if isinstance(side, rates.Named):
        for at, value in enumerate(side.values):
            if value in side.values[:at]:
                yield Problem("plan.value_twice", f"{path}.values[{at}]", {"value": value})
        return
    yield from rising(side.lower, f"{path}.lower")


def rising(values: Sequence[Decimal], path: str, field: str = "") -> Iterator[Problem]:
    """Edges that begin at zero and rise."""
    if not values or values[0] != 0:
        yield Problem("plan.not_from_zero", f"{path}[0]{field}" if values else path)
    for at, (earlier, later) in enumerate(pairwise(values), 1):
        if later <= earlier:
            yield Problem("plan.not_rising", f"{path}[{at}]{field}", {"value": later})


def _formula(rate: rates.Expression, path: str) -> Iterator[Problem]:
    try:
        compiled(rate.text, FORMULA_NAMES)
    except FormulaError as error:
        yield Problem(error.code, f"{path}.text", {"position": error.position, **error.parameters})


def _company(rate: rates.CompanyShare, basis: Basis, path: str) -> Iterator[Problem]:
    yield from [*share(rate.company_rate, f"{path}.company_rate", above_zero=True), *_money_only(basis, path)]
    if rate.cap == 0:
        yield Problem("plan.cap_zero", f"{path}.cap")


def _linear(rate: rates.Linear, path: str) -> Iterator[Problem]:
    yield from share(rate.at_zero, f"{path}.at_zero")
    yield from share(rate.at_target, f"{path}.at_target")
    if rate.at_most is not None:
        yield from share(rate.at_most, f"{path}.at_most")
    ends = [rate.at_zero, rate.at_target, *([rate.at_most] if rate.at_most is not None else [])]
    if ends != sorted(ends):
        yield Problem("plan.falling_line", path)
