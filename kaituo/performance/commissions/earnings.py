"""What a plan pays in the pay periods of a run: records go to the engine as columns, its lines come back as lines of statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.calc.step import Step
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up

from .choices import LineKind
from .credits import AS_SOLD, Row, credits_of, entries_of, originals_of, scaled
from .documents import payee_of
from .drafts import Draft
from .engine.columns.calculator import Calculator
from .engine.columns.chain import calculate
from .engine.columns.inputs import Inputs
from .engine.columns.outcome import Line, Outcome, Trouble
from .engine.columns.rule import basis_digits
from .engine.plan.checks import faults_of
from .engine.plan.components import Commission
from .engine.plan.rates import Table
from .engine.plan.words import Basis, By, Method
from .given import carried_of, cash_of_rows, debts_of, exchange_of, history_of, targets_of
from .models import Component
from .teams import sellers_of, teams_of
from .terms import Terms

BANDED = (Method.STEP, Method.FLAT, Method.INTERPOLATED)
ON_CREDITS = ("earned", "uplift", "claw_back")


@dataclass
class Earnings:
    """One plan and the pay periods that a run pays. `scale` in percent: as if so much had been sold in them. `imagined`: credits that nothing stands behind yet."""

    terms: Terms
    paid: list[Period]
    scale: int = AS_SOLD
    imagined: Sequence[Row] = ()

    def __post_init__(self) -> None:
        self.span = Period(self.paid[0].start, self.paid[-1].end)
        self.starts = {period.start: period for period in self.paid}
        self.digits = currency(self.terms.plan.currency).minor_digits
        self.rows: dict[int, Row] = {}
        self.originals: dict[int, int] = {}

    def drafts(self) -> list[Draft]:
        """Raises Refused for terms, teams or targets that cannot be right."""
        if faults := faults_of(self.terms.document):
            raise Refused(faults)
        inputs = self._inputs()
        with Calculator() as calculator:
            outcome = Outcome(calculate(calculator, self.terms.document, inputs), self.span.start)
            lines = [line for line in outcome.lines() if line.period in self.starts]
            troubles = [trouble for trouble in outcome.problems() if self._concerns(trouble)]
        names = _names({line.source for line in lines})
        drafts = [self._draft(line, names) for line in lines]
        return [*drafts, *_with_problems(self, drafts, troubles)]

    def _inputs(self) -> Inputs:
        teams = teams_of(self.terms, Period(self.terms.read_from(self.span.start), self.span.end))
        sellers = sellers_of(self.terms, teams)
        listed = self._listed(self.terms.payees | sellers)
        self.originals = originals_of(listed)
        counted = [row for row in listed if row.person_id in sellers or self.terms.covers(row.person_id, row.earned_on)]
        self.rows = {row.pk: row for row in counted}
        first = min([self.terms.read_from(self.span.start), *(row.on for row in counted)])
        credit = credits_of(self.terms, counted, self.originals, self.span.end)
        tables = {
            "credit": credit,
            "target": targets_of(self.terms, Period(min([first, *(row.earned_on for row in counted)]), self.span.end)),
            "team": teams,
            "cash": cash_of_rows(self.terms, counted, self.paid),
            "exchange": exchange_of(self.terms, credit),
            "history": history_of(self.terms, self.originals.values()),
            "debt": debts_of(self.terms, first),
            "carried": carried_of(self.terms, first),
        }
        known = {name: table for name, table in tables.items() if table.rows}
        return Inputs(known, self.terms.plan.currency, span=(first, self.span.last_day), shows_before=True)

    def _listed(self, people: set[int]) -> list[Row]:
        measures = self.terms.measures
        imagined = (row for row in self.imagined if row.measure in measures and row.person_id in people)
        rows = [*entries_of(self.terms, self.paid, people), *imagined]
        return rows if self.scale == AS_SOLD else [scaled(row, self.scale) if row.on in self.span else row for row in rows]

    def _concerns(self, trouble: Trouble) -> bool:
        """Problems of credits posted in the paid periods, and of these periods themselves, of people on the plan."""
        row = self.rows.get(trouble.seq or 0)
        if row is None:
            return trouble.period in self.starts
        return row.on in self.span and self.terms.covers(row.person_id, row.earned_on)

    def _draft(self, line: Line, names: dict[str, str]) -> Draft:
        row, last = self.rows.get(line.seq or 0), self.starts[line.period].end - timedelta(days=1)
        component = self.terms.component_on(line.component, row.earned_on if row else line.period) if line.component else None
        reverses = self.originals.get(row.pk) if row else None
        is_credit = row is not None and line.kind in ON_CREDITS
        draft = Draft(
            payee_id=int(line.payee),
            component=component,
            kind=_kind(line, reverses),
            on=row.on if row is not None and is_credit else last,
            earned_on=row.earned_on if row else line.period,
            amount_minor=line.payable,
            entry_id=row.pk if row else None,
            reverses_id=reverses,
            source_type=row.source_type if row else "",
            source_id=row.source_id if row else None,
            band=line.band if is_credit or line.source else None,
            is_uplift=line.kind == "uplift",
            base_minor=self._minor(line, component, line.base),
            before_minor=self._minor(line, component, line.before or 0),
            rate=line.rate or Decimal(0),
            result_minor=line.result,
            plan=None if component else self.terms.plan,
        )
        draft.explanation = self._explained(draft, line, names).to_plain()
        return draft

    def _basis(self, line: Line, component: Component | None) -> Basis:
        rule = self.terms.rule_of(component) if component and line.kind in ON_CREDITS else None
        return getattr(rule, "basis", Basis.AMOUNT)

    def _minor(self, line: Line, component: Component | None, whole: int) -> int:
        """Pieces too, as if they were yuan: statements show one column."""
        return divide_half_up(whole * 10**self.digits, 10 ** basis_digits(self._basis(line, component), self.digits))

    def _explained(self, draft: Draft, line: Line, names: dict[str, str]) -> Step:
        """With the band where there is one to name; else with everything that its sentence needs."""
        amounts = {"base_minor": draft.base_minor, "before_minor": draft.before_minor, "rate": line.rate, "payable_minor": line.payable}
        table = self._table(draft, line)
        if table is not None and line.band is not None:
            label = "commission.uplift" if draft.is_uplift else "commission.claw_back" if draft.reverses_id else f"commission.{table.method}"
            band = table.bands[line.band]
            unit = "target" if table.by is By.TARGET else "amount"
            return Step(label, line.result, amounts | {"lower": band.lower, "upper": band.upper, "unit": unit})
        told = {"kind": line.kind, "basis": str(self._basis(line, draft.component)), "base": line.base, "before": line.before, "band": line.band}
        return Step("commission.told", line.result, amounts | told | {"factor": line.factor, "who": names.get(line.source, ""), "rule": line.rule})

    def _table(self, draft: Draft, line: Line) -> Table | None:
        rule = self.terms.rule_of(draft.component) if draft.component and line.kind in ON_CREDITS else None
        rate = rule.rate if isinstance(rule, Commission) and line.factor in (None, 1) else None
        return rate if isinstance(rate, Table) and rate.method in BANDED and rate.by in (By.BASIS, By.TARGET) and not rate.per_unit else None


def _kind(line: Line, reverses: int | None) -> str:
    if line.kind in ("earned", "uplift"):
        return LineKind.CLAW_BACK if reverses else LineKind.EARNED
    return line.kind


def _names(ids: set[str]) -> dict[str, str]:
    wanted = [int(each) for each in ids if each]
    return {payee_of(pk): name for pk, name in User.objects.filter(pk__in=wanted).values_list("pk", "name")} if wanted else {}


def _with_problems(earnings: Earnings, drafts: list[Draft], troubles: list[Trouble]) -> Iterator[Draft]:
    """A problem stands on the first line of its credit and component; where nothing could be calculated, on a line of its own."""
    first: dict[tuple[int | None, str], Draft] = {}
    for draft in drafts:
        first.setdefault((draft.entry_id, draft.component.key if draft.component else ""), draft)
    for trouble in troubles:
        row = earnings.rows.get(trouble.seq or 0)
        problem = _problem(trouble, row, earnings.terms.plan.currency)
        draft = first.get((row.pk, trouble.component)) if row else None
        if draft is None:
            yield _unsolved(earnings, trouble, row, problem)
        else:
            draft.problem = problem


def _name_of(payee: str) -> str:
    return str(int(payee)) if payee.isdigit() else payee


def _problem(trouble: Trouble, row: Row | None, code: str) -> Problem:
    day = row.earned_on if row else trouble.period
    parts: dict[str, Any] = {
        "payee": _name_of(trouble.payee),
        "measure": row.measure if row else trouble.measure,
        "on": day,
        "detail": trouble.detail,
    }
    if row:
        parts |= {"currency": row.currency, "expected": code}
    source = str(row.pk) if row else f"{_name_of(trouble.payee)} {trouble.period}"
    return Problem(trouble.code, source, parts | {"window": f"{day:%Y-%m}" if day else "", "original": trouble.detail, "order": trouble.detail})


def _unsolved(earnings: Earnings, trouble: Trouble, row: Row | None, problem: Problem) -> Draft:
    terms = earnings.terms
    if row is None:
        start = trouble.period or earnings.span.start
        component = terms.component_on(trouble.component, start) if trouble.component else None
        return Draft(int(trouble.payee), component, LineKind.EARNED, start, start, 0, problem=problem)
    component = terms.component_on(trouble.component, row.earned_on) if trouble.component else None
    kind = LineKind.CLAW_BACK if row.pk in earnings.originals else LineKind.EARNED
    named = {"entry_id": row.pk, "source_type": row.source_type, "source_id": row.source_id, "reverses_id": earnings.originals.get(row.pk)}
    base = divide_half_up(row.amount, 10 ** (4 - earnings.digits))
    return Draft(row.person_id, component, kind, row.on, row.earned_on, 0, base_minor=base, problem=problem, **named)
