"""A quote as plain values for JSON: statements with their lines and sentences, or the faults of plan and files. No database is asked."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.performance.commissions.engine.columns.outcome import Line, Trouble
from kaituo.performance.commissions.engine.files.given import File, inputs_of
from kaituo.performance.commissions.engine.plan.document import Plan
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.engine.quoting import Quote, quote

from .problems import sentence
from .steps import Teller

FILES = {
    "credits": "credits: ref, payee, day, amount and more",
    "targets": "targets: payee, measure (team:MEASURE for what a lead's team is to reach), period, target",
    "attainment": "attained before the credits: payee, measure, attainment",
    "team": "who leads whom: manager, member, starts, ends",
    "cash": "money received: order_ref, day, collected, invoiced, due",
    "exchange": "exchange rates: currency, day, rate",
    "paid": "what closed periods were paid: payee, component, day, amount",
    "debts": "draws still to be taken back: payee, amount",
}
"""The tables of a quote, each with its columns."""


def quoted(
    text: str, files: Mapping[str, File], *, measures: Collection[str] = (), attainment: str = "", open_from: date | None = None
) -> dict[str, Any]:
    """{"faults": …} or {"statements": …, "problems": …}. Money is text in the plan's currency, so that no digit is lost.

    `measures` are known besides those that occur in the files.
    """
    plan, faults = read_plan(text)
    if plan is None:
        return {"faults": [fault_told(fault) for fault in faults]}
    inputs, occurring, of_files = inputs_of(plan, files, attainment)
    if not of_files:
        faults = read_plan(text, occurring | set(measures))[1]
    if faults or of_files:
        return {"faults": [fault_told(fault) for fault in [*faults, *of_files]]}
    try:
        return _told(plan, quote(plan, inputs, open_from=open_from))
    except Refused as refused:
        return {"faults": [fault_told(fault) for fault in refused.problems]}


def fault_told(fault: Problem) -> dict[str, str]:
    """Place, code and sentence, as programs read them."""
    return {"place": fault.source, "code": fault.code, "message": sentence(fault)}


def _told(plan: Plan, found: Quote) -> dict[str, Any]:
    teller = Teller(found.digits, {component.key: component for terms in plan.terms for component in terms.components})
    statements = [
        _statement(key, [line for line in group], found, teller) for key, group in groupby(found.lines, key=lambda line: (line.payee, line.period))
    ]
    problems = [_problem(each) for each in found.problems]
    return {"plan": plan.name, "currency": plan.currency, "statements": statements, "problems": problems}


def _statement(key: tuple[str, date], lines: list[Line], found: Quote, teller: Teller) -> dict[str, Any]:
    earned, payable = found.totals[key]
    amounts = {"earned": _money(earned, found.digits), "payable": _money(payable, found.digits)}
    return {"payee": key[0], "period": key[1].isoformat(), **amounts, "lines": [_line(line, found.digits, teller) for line in lines]}


def _line(line: Line, digits: int, teller: Teller) -> dict[str, Any]:
    whole = {name: value for name, value in (("credit", line.credit), ("source", line.source), ("band", line.band)) if value not in ("", None)}
    rates = {name: f"{value.normalize():f}" for name, value in (("rate", line.rate), ("factor", line.factor)) if value is not None}
    money = {"result": _money(line.result, digits), "payable": _money(line.payable, digits)}
    told = {"component": line.component, "kind": line.kind, "day": line.day.isoformat(), **whole, **_bases(line, teller), **rates, **money}
    return told | {"rule": line.rule, "sentence": teller.sentence(line)}


def _bases(line: Line, teller: Teller) -> dict[str, str]:
    found = {"base": teller.plain_base(line, line.base)}
    return found if line.before is None else found | {"before": teller.plain_base(line, line.before)}


def _money(minor: int, digits: int) -> str:
    return f"{Decimal(minor).scaleb(-digits):f}"


def _problem(trouble: Trouble) -> dict[str, Any]:
    message = sentence(trouble_as_problem(trouble))
    told = {"code": trouble.code, "payee": trouble.payee, "credit": trouble.credit, "component": trouble.component, "message": message}
    return {name: value for name, value in told.items() if value}


def trouble_as_problem(trouble: Trouble) -> Problem:
    """With the parameters that its sentence may speak of."""
    known = {"measure": trouble.measure, "on": trouble.day, "detail": trouble.detail, "window": trouble.period, "original": trouble.detail}
    return Problem(trouble.code, trouble.credit, known | {"order": trouble.detail, "payee": trouble.payee})
