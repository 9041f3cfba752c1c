"""What a plan pays in the pay periods of a run: records go to the engine as columns, its lines come back as lines of statements."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.company.books import base_currency
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period

from .credits import AS_SOLD, Row, credits_of, entries_of, entries_to_read, originals_of, scaled
from .drafts import Draft
from .engine.columns.calculator import Calculator, Resources
from .engine.columns.inputs import Columns, Inputs
from .engine.plan.checks import faults_of
from .facts import Facts
from .given import carried_of, cash_of_rows, debts_of, exchange_of, history_of, targets_of
from .ledger import Ledger, is_readable_by_columns, put
from .lines import Lines
from .solving import MEMORY_MB, solve
from .teams import sellers_of, teams_of
from .terms import Terms
from .troubles import Troubles, plain_problem


@dataclass
class Earnings:
    """One plan and the pay periods that a run pays. `scale` in percent: as if so much had been sold in them. `imagined`: credits that nothing stands behind yet."""

    terms: Terms
    paid: list[Period]
    scale: int = AS_SOLD
    imagined: Sequence[Row] = ()
    told: Mapping[int, Facts] = field(default_factory=dict)
    """What would be known of those, by their numbers."""

    def __post_init__(self) -> None:
        self.span = Period(self.paid[0].start, self.paid[-1].end)
        self.digits = currency(self.terms.plan.currency).minor_digits

    def drafts(self) -> list[Draft]:
        """Raises Refused for terms, teams or targets that cannot be right."""
        with self.calculated() as earned:
            return list(earned.drafts())

    @contextmanager
    def calculated(self) -> "Iterator[Earned]":
        """What it comes to, as long as the block lasts. Raises Refused like `drafts`."""
        if faults := faults_of(self.terms.document):
            raise Refused(faults)
        with TemporaryDirectory() as place, Calculator(Resources(memory_mb=MEMORY_MB, folder=Path(place))) as calculator:
            given = Given(self, calculator, Path(place))
            inputs = given.inputs()
            answer = solve(self.terms.document, inputs, Path(place), self.span.start, settings.COMMISSIONS_ON, count=given.count)
            lines = Lines(self.terms, self.paid, calculator, answer.lines)
            yield Earned(lines, Troubles(self.terms, self.span, self.paid, calculator, answer.problems))


@dataclass
class Earned:
    """Lines of statements not yet written, and what could not be calculated."""

    lines: Lines
    troubles: Troubles

    @property
    def count(self) -> int:
        return self.lines.count

    def totals(self) -> dict[int, int]:
        """Minor units by payee, also of those with problems alone."""
        return dict.fromkeys(self.troubles.payees, 0) | self.lines.totals()

    def drafts(self, payee: int | None = None) -> Iterator[Draft]:
        """Every line, or those of one payee, as an object; a problem stands on the first line of its credit and component, or on a line of its own."""
        for row in self.lines.rows(payee):
            draft = self.lines.draft(row)
            draft.problem = self.troubles.on(draft.entry_id, draft.component)
            yield draft
        yield from (draft for draft in self.troubles.left() if payee in (None, draft.payee_id))

    def batches(self, version: int) -> Iterator[list[tuple[Any, ...]]]:
        """The same, many at a time: the version, the problem as JSON, and the columns of `lines.NAMES`."""
        batches = self.lines.batches(version)
        if not self.troubles:
            yield from batches
            return
        for batch in batches:
            yield [(version, written(self.troubles.on(*self.lines.place(row))), *row[2:]) for row in batch]


def written(problem: Problem | None) -> str | None:
    return None if problem is None else json.dumps(plain_problem(problem))


@dataclass
class Given:
    """What the engine is given, and the table `entry` of what stands behind it."""

    earnings: Earnings
    calculator: Calculator
    folder: Path

    def __post_init__(self) -> None:
        self.terms, self.span = self.earnings.terms, self.earnings.span
        self.teams = teams_of(self.terms, Period(self.terms.read_from(self.span.start), self.span.end))
        self.sellers = sellers_of(self.terms, self.teams)

    def inputs(self) -> Inputs:
        rows, credit = self._credits()
        days = self.calculator.rows('SELECT min("on"), min(earned_on), count(*) FROM entry')[0]
        self.count = int(days[2])
        first: date = min([self.terms.read_from(self.span.start), *([days[0]] if days[0] else [])])
        originals = [pk for (pk,) in self.calculator.rows("SELECT DISTINCT reverses FROM entry WHERE reverses IS NOT NULL ORDER BY 1")]
        tables: dict[str, Columns | Path] = {
            "target": targets_of(self.terms, Period(min([first, *([days[1]] if days[1] else [])]), self.span.end)),
            "team": self.teams,
            "cash": cash_of_rows(self.terms, rows, self.earnings.paid),
            "exchange": exchange_of(self.terms, self._currencies(credit)),
            "history": history_of(self.terms, originals),
            "debt": debts_of(self.terms, first),
            "carried": carried_of(self.terms, first),
        }
        known = {name: table for name, table in tables.items() if isinstance(table, Columns) and table.rows}
        given = known | ({"credit": credit} if self.count else {})
        return Inputs(given, self.terms.plan.currency, span=(first, self.span.last_day), shows_before=True)

    def _credits(self) -> tuple[list[Row], Columns | Path]:
        """By columns where the ledger says all that is asked; with the entries as rows where records must be asked too."""
        people = self.terms.payees | self.sellers
        if self.earnings.scale == AS_SOLD and not self.earnings.imagined and is_readable_by_columns(self.terms):
            ledger = Ledger(self.terms, self.calculator, self.folder)
            ledger.read(entries_to_read(self.terms, self.earnings.paid, people))
            ledger.keep(self.sellers)
            return [], ledger.credits(base_currency())
        listed = self._listed(people)
        originals = originals_of(listed)
        counted = [row for row in listed if row.person_id in self.sellers or self.terms.covers(row.person_id, row.earned_on)]
        put(self.calculator, counted, originals)
        return counted, credits_of(self.terms, counted, originals, self.span.end, self.earnings.told)

    def _listed(self, people: set[int]) -> list[Row]:
        measures, scale = self.terms.measures, self.earnings.scale
        imagined = (row for row in self.earnings.imagined if row.measure in measures and row.person_id in people)
        rows = [*entries_of(self.terms, self.earnings.paid, people), *imagined]
        return rows if scale == AS_SOLD else [scaled(row, scale) if row.on in self.span else row for row in rows]

    def _currencies(self, credit: Columns | Path) -> set[str]:
        if isinstance(credit, Columns):
            at = credit.names.index("currency")
            return {row[at] for row in credit.rows}
        found = self.calculator.rows(f"SELECT DISTINCT currency FROM read_parquet({self.calculator.bind(str(credit))})")  # noqa: S608 - a bound path
        return {code for (code,) in found}
