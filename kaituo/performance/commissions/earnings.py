"""What the credits of a run earn: the plan's terms, credits, cash and history go to the engine as columns, its lines come back as a run keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period

from .documents import document_of_terms, key_of
from .engine.columns.calculator import Calculator
from .engine.columns.chain import calculate
from .engine.columns.inputs import UNIT_DIGITS, Columns, Inputs
from .engine.columns.outcome import Line as Result
from .engine.columns.outcome import Outcome, Trouble
from .engine.plan.checks import faults_of
from .engine.terms import Cash, Credit, Line
from .terms import Terms, targets_of

CREDIT = ("seq", "ref", "payee", "day", "posted", "measure", "currency", "amount", "order_ref", "reverses")
SHOWN = ("earned", "uplift", "claw_back")
Rows = list[tuple[Any, ...]]


def earned(terms: Terms, period: Period, credits: Sequence[Credit], cash: Mapping[str, Cash], history: Iterable[Line]) -> list[Line]:
    """The lines of one plan's credits that are posted in the period, problems among them. Raises Refused for terms that cannot be right."""
    plan = document_of_terms(terms, _pay_dates(period, credits))
    if faults := faults_of(plan):
        raise Refused(faults)
    codes = {key_of(component): component.code for component in terms.components}
    with Calculator() as calculator:
        outcome = Outcome(calculate(calculator, plan, _inputs(terms, period, credits, cash, history)), period.start)
        lines = [_line(line, codes) for line in outcome.lines() if line.kind in SHOWN]
        return _with_problems(lines, outcome.problems(), {credit.ref: credit for credit in credits if _posted(credit) == period.start}, codes)


def _posted(credit: Credit) -> date:
    return date.fromisoformat(credit.period)


def _pay_dates(period: Period, credits: Sequence[Credit]) -> tuple[date, ...]:
    """Everything before this run is past, in the periods the credits name; the run's own is the last."""
    return (*sorted({*map(_posted, credits), period.start} - {period.end}), period.end)


def _inputs(terms: Terms, period: Period, credits: Sequence[Credit], cash: Mapping[str, Cash], history: Iterable[Line]) -> Inputs:
    keys = {component.code: key_of(component) for component in terms.components}
    tables = {
        "credit": Columns(CREDIT, [_credit(credit) for credit in credits]),
        "target": Columns(("payee", "measure", "span", "starts", "amount"), _targets(terms, period, credits)),
        "cash": Columns(("order_ref", "day", "collected", "invoiced"), _cash(period, cash)),
        "history": Columns(("payee", "component", "ref", "band", "base", "rate"), _history(history, keys)),
    }
    return Inputs({name: table for name, table in tables.items() if table.rows}, terms.plan.currency, shows_before=True)


def _credit(credit: Credit) -> tuple[Any, ...]:
    known = (int(credit.ref), credit.ref, credit.payee, credit.day, _posted(credit), credit.measure, credit.currency, credit.amount_minor)
    return (*known, credit.order, credit.reverses)


def _targets(terms: Terms, period: Period, credits: Sequence[Credit]) -> Rows:
    """In ten-thousandths; what two components of one measure share is told once."""
    whole = Period(min([period.start, *(credit.day for credit in credits)]), period.end)
    scale = 10 ** (UNIT_DIGITS - currency(terms.plan.currency).minor_digits)
    found = {
        (payee, component.measure, str(component.reset), Period.parse(label).start): minor * scale
        for component in terms.components
        for (payee, label), minor in (targets_of(terms, component, whole) or {}).items()
    }
    return [(*key, amount) for key, amount in sorted(found.items())]


def _cash(period: Period, cash: Mapping[str, Cash]) -> Rows:
    return [(order, period.start, money.collected_minor, money.invoiced_minor) for order, money in cash.items()]


def _history(history: Iterable[Line], keys: Mapping[str, str]) -> Rows:
    known = [line for line in history if line.band is not None and not line.is_uplift and line.component in keys]
    return [(line.payee, keys[line.component], line.credit_ref, line.band, line.base_minor, line.rate) for line in known]


def _line(line: Result, codes: Mapping[str, str]) -> Line:
    return Line(
        payee=line.payee,
        credit_ref=line.credit,
        component=codes[line.component],
        period=line.period.isoformat(),
        on=line.day,
        band=line.band,
        base_minor=line.base,
        before_minor=line.before or 0,
        rate=line.rate or Decimal(0),
        result_minor=line.result,
        payable_minor=line.payable,
        is_uplift=line.kind == "uplift",
    )


def _with_problems(lines: list[Line], troubles: Sequence[Trouble], credits: Mapping[str, Credit], codes: Mapping[str, str]) -> list[Line]:
    """A problem stands on the first line of its credit and component; where nothing could be calculated, on a line of its own."""
    places = {(line.credit_ref, line.component): at for at, line in reversed(list(enumerate(lines)))}
    for trouble in troubles:
        credit = credits.get(trouble.credit)
        if credit is None:
            continue
        component, problem = codes.get(trouble.component, ""), _problem(trouble, credit)
        at = places.get((credit.ref, component))
        if at is None:
            lines.append(_unsolved(credit, component, problem))
        else:
            lines[at] = replace(lines[at], problem=problem)
    return lines


def _problem(trouble: Trouble, credit: Credit) -> Problem:
    parts: dict[str, Any] = {"payee": credit.payee, "amount_minor": credit.amount_minor, "measure": credit.measure, "on": credit.day}
    return Problem(trouble.code, credit.ref, parts | {"window": credit.day.strftime("%Y-%m"), "original": trouble.detail, "order": trouble.detail})


def _unsolved(credit: Credit, component: str, problem: Problem) -> Line:
    known = (credit.payee, credit.ref, component, credit.period, credit.day, None)
    return Line(*known, credit.amount_minor, 0, Decimal(0), 0, 0, problem=problem)
