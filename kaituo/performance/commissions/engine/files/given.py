"""From files to the inputs of a calculation: credits get their numbers, doubles are refused, one measure may go without saying."""

from collections.abc import Mapping, Sequence
from typing import Any

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS, Columns, Inputs
from kaituo.performance.commissions.engine.files import fields
from kaituo.performance.commissions.engine.files.reading import Read, read
from kaituo.performance.commissions.engine.files.tables import sheets
from kaituo.performance.commissions.engine.plan.checks.measures import measures_of
from kaituo.performance.commissions.engine.plan.document import Plan

File = tuple[str, bytes]
"""Name and content."""
TABLES = {
    "credits": "credit",
    "targets": "target",
    "attainment": "opening",
    "team": "team",
    "cash": "cash",
    "exchange": "exchange",
    "paid": "paid",
    "debts": "debt",
}
RENAMED = {"opening": {"attainment": "share"}, "paid": {"day": "period"}}
KEYS = ("payee", "measure", "ref", "role")


def inputs_of(plan: Plan, files: Mapping[str, File], everybody: str = "") -> tuple[Inputs, set[str], list[Problem]]:
    """Inputs, the measures that occur, and everything wrong with the files. `everybody` is an attainment that holds for all."""
    known = sheets(currency(plan.currency).minor_digits)
    found = {option: read(content, name, known[option]) for option, (name, content) in files.items()}
    faults = [fault for each in found.values() for fault in each.faults]
    if faults:
        return Inputs(), set(), faults
    own = sorted(measures_of(plan))
    for each in found.values():
        _name_measure(each, own)
    faults = _doubles(found["credits"], files["credits"][0])
    tables = {TABLES[option]: _columns(TABLES[option], each) for option, each in found.items()}
    if everybody:
        tables["opening"], fault = _for_everybody(everybody)
        faults += fault
    return Inputs(tables, currency=plan.currency), _measures(found.values()), faults


def _name_measure(found: Read, own: Sequence[str]) -> None:
    """Where the plan knows one measure only, a file need not name it."""
    if len(own) == 1 and "measure" in found.columns:
        at = found.columns.index("measure")
        found.rows = [[*row[:at], row[at] or own[0], *row[at + 1 :]] for row in found.rows]
    elif len(own) == 1 and "payee" in found.columns and not {"component", "manager"} & set(found.columns):
        found.columns.append("measure")
        found.rows = [[*row, own[0]] for row in found.rows]


def _measures(found: Any) -> set[str]:
    return {row[each.columns.index("measure")] for each in found if "measure" in each.columns for row in each.rows} - {""}


def _doubles(credits: Read, name: str) -> list[Problem]:
    """Rows that say again what another row has said: the same record, person, measure and role."""
    places = [credits.columns.index(key) for key in KEYS if key in credits.columns]
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for row, line in zip(credits.rows, credits.lines, strict=True):
        key = tuple(row[place] for place in places)
        if key in seen:
            faults.append(Problem("file.credit_twice", f"{name}:{line}", {"ref": row[credits.columns.index("ref")], "line": seen[key]}))
        seen.setdefault(key, line)
    return faults


def _columns(table: str, found: Read) -> Columns:
    renamed = RENAMED.get(table, {})
    names = [renamed.get(column, column) for column in found.columns]
    rows: list[list[Any]] = found.rows
    if table == "target":
        at = names.index("period")
        names = [*names[:at], "span", "starts", *names[at + 1 :]]
        names = ["amount" if name == "target" else name for name in names]
        rows = [[*row[:at], *row[at], *row[at + 1 :]] for row in rows]
    if table == "credit":
        names, rows = _numbered(names, rows)
    wanted = {"measure"} if table in ("cash", "exchange", "team", "paid", "debt") else set()
    kept = [at for at, name in enumerate(names) if name not in wanted]
    return Columns(tuple(names[at] for at in kept), [[row[at] for at in kept] for row in rows])


def _numbered(names: list[str], rows: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """Credits of one day come in the order of their refs, numbers as numbers, whatever the order in the file."""
    keys = [names.index(key) for key in ("ref", *KEYS) if key in names]
    ordered = sorted(rows, key=lambda row: [_natural(row[at]) for at in keys])
    if "posted" in names:
        day, posted = names.index("day"), names.index("posted")
        ordered = [[row[day] if at == posted and value is None else value for at, value in enumerate(row)] for row in ordered]
    return ["seq", *names], [[number, *row] for number, row in enumerate(ordered, 1)]


def _natural(text: str) -> tuple[int, int, str]:
    is_number = text.isdecimal() and text.isascii() and len(text) < 19
    return (0, int(text), text) if is_number else (1, 0, text)


def _for_everybody(text: str) -> tuple[Columns, list[Problem]]:
    try:
        share = fields.share(text)
    except fields.Unreadable as fault:
        return Columns(("payee", "measure", "share"), []), [
            Problem(fault.code, "--attainment", {"field": "attainment", "value": text[:60], "digits": SHARE_DIGITS})
        ]
    return Columns(("payee", "measure", "share"), [("", "", share)]), []
