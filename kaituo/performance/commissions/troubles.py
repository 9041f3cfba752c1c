"""What could not be calculated, as problems of lines: on the first line of its credit and component, or on a line of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.foundation.records.changes import plain

from .choices import LineKind
from .credits import Row
from .drafts import Draft
from .engine.columns.calculator import Calculator
from .engine.columns.outcome import Trouble
from .models import Component
from .terms import Terms

SOME = 10_000
"""Entries that are looked up together."""
ENTRY = ", ".join(f'"{name}"' for name in (*Row._fields, "reverses"))


@dataclass
class Troubles:
    """The problems of one calculation that concern the periods it pays, of people on the plan."""

    terms: Terms
    span: Period
    paid: Sequence[Period]
    calculator: Calculator
    found: list[Trouble]

    def __post_init__(self) -> None:
        self.starts = {period.start for period in self.paid}
        self._look_up()
        concerning = [trouble for trouble in self.found if self._concerns(trouble)]
        self.waiting: dict[tuple[int | None, str], list[Trouble]] = {}
        for trouble in concerning:
            row = self.rows.get(trouble.seq or 0)
            self.waiting.setdefault((row.pk if row else None, trouble.component), []).append(trouble)
        self.order = {id(trouble): at for at, trouble in enumerate(concerning)}

    def __bool__(self) -> bool:
        return bool(self.waiting)

    @property
    def payees(self) -> set[int]:
        return {int(trouble.payee) for troubles in self.waiting.values() for trouble in troubles}

    def _look_up(self) -> None:
        """The entries that are spoken of."""
        wanted = sorted({trouble.seq for trouble in self.found if trouble.seq})
        self.rows: dict[int, Row] = {}
        self.originals: dict[int, int] = {}
        for start in range(0, len(wanted), SOME):
            numbers = ", ".join(map(str, wanted[start : start + SOME]))
            for *values, reverses in self.calculator.rows(f"SELECT {ENTRY} FROM entry WHERE pk IN ({numbers})"):
                row = Row(*values)
                self.rows[row.pk] = row
                if reverses is not None:
                    self.originals[row.pk] = reverses

    def _concerns(self, trouble: Trouble) -> bool:
        """Problems of credits posted in the paid periods, and of these periods themselves, of people on the plan."""
        row = self.rows.get(trouble.seq or 0)
        if row is None:
            return trouble.period in self.starts
        return row.on in self.span and self.terms.covers(row.person_id, row.earned_on)

    def on(self, entry_id: int | None, component: Component | None) -> Problem | None:
        """The problem that the first line of a credit and component has; asked for the first time, it is gone from those left."""
        if entry_id is None:
            return None
        found = self.waiting.pop((entry_id, component.key if component else ""), None)
        return self._problem(found[-1]) if found else None

    def left(self) -> Iterator[Draft]:
        """Problems of credits that earned no line, each on a line of its own that pays nothing."""
        listed = [trouble for troubles in self.waiting.values() for trouble in troubles]
        yield from map(self._unsolved, sorted(listed, key=lambda trouble: self.order[id(trouble)]))

    def _problem(self, trouble: Trouble) -> Problem:
        row = self.rows.get(trouble.seq or 0)
        day = row.earned_on if row else trouble.period
        parts: dict[str, Any] = {
            "payee": _name_of(trouble.payee),
            "measure": row.measure if row else trouble.measure,
            "on": day,
            "detail": trouble.detail,
        }
        if row:
            parts |= {"currency": row.currency, "expected": self.terms.plan.currency}
        source = str(row.pk) if row else f"{_name_of(trouble.payee)} {trouble.period}"
        return Problem(trouble.code, source, parts | {"window": f"{day:%Y-%m}" if day else "", "original": trouble.detail, "order": trouble.detail})

    def _unsolved(self, trouble: Trouble) -> Draft:
        row, problem = self.rows.get(trouble.seq or 0), self._problem(trouble)
        if row is None:
            start = trouble.period or self.span.start
            component = self.terms.component_on(trouble.component, start) if trouble.component else None
            return Draft(int(trouble.payee), component, LineKind.EARNED, start, start, 0, problem=problem)
        component = self.terms.component_on(trouble.component, row.earned_on) if trouble.component else None
        kind = LineKind.CLAW_BACK if row.pk in self.originals else LineKind.EARNED
        named = {"entry_id": row.pk, "source_type": row.source_type, "source_id": row.source_id, "reverses_id": self.originals.get(row.pk)}
        base = divide_half_up(row.amount, 10 ** (4 - currency(self.terms.plan.currency).minor_digits))
        return Draft(row.person_id, component, kind, row.on, row.earned_on, 0, base_minor=base, problem=problem, **named)


def _name_of(payee: str) -> str:
    return str(int(payee)) if payee.isdigit() else payee


def plain_problem(problem: Problem) -> dict[str, Any]:
    """As a line keeps it."""
    return {"code": problem.code, "source": problem.source, "parameters": plain(dict(problem.parameters))}
