"""One person's lines of a simulation: record by record what the present terms earn and what the simulated ones would, with the reasons. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.screens.sources import Source, sources

from .calculation import Calculation
from .drafts import Draft
from .explanations import sentences
from .models import Plan, Statement, StatementLine
from .simulation import NOT_EARNED, present_terms, terms_to_try
from .terms import Terms
from .troubles import plain_problem

SHOWN = 500
Place = tuple[str, int | None, str]
"""The record, or the rule of what hangs on none."""


@dataclass
class Side:
    """What some terms make of one record."""

    lines: list[StatementLine] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        return sum((line.result for line in self.lines), Decimal(0))

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """(rule, why) of each line."""
        return [(_rule(line), " ".join(sentences(line))) for line in self.lines]


@dataclass
class Pair:
    """One record under the present terms and under the simulated ones."""

    on: date
    label: str
    source: Source | None = None
    before: Side = field(default_factory=Side)
    now: Side = field(default_factory=Side)

    @property
    def change(self) -> Decimal:
        return self.now.amount - self.before.amount


@dataclass(frozen=True)
class PersonLines:
    """Amounts in the plan's currency, in the order of the days; at most `SHOWN` records, the sums are of all."""

    person: User
    pairs: list[Pair]
    before: Decimal
    now: Decimal
    count: int


def person_lines(plan: Plan, period: Period, person: User, *, by: User) -> PersonLines | None:
    """None where neither terms earn the person anything, or cannot be right."""
    try:
        before = [line for terms in present_terms(plan, period) for line in _lines(terms, period, person)]
        now = _lines(terms_to_try(plan, period), period, person)
    except calc.Refused:
        return None
    pairs = sorted(_paired(before, now).items(), key=lambda each: (each[1].on, each[0][0], each[0][1] or 0, each[0][2]))
    if not pairs:
        return None
    shown = pairs[:SHOWN]
    found = sources({(kind, pk) for (kind, pk, _rule), _pair in shown if pk}, by)
    for (kind, pk, _rule), pair in shown:
        pair.source = found.get((kind, pk))
    sums = (sum((line.result for line in side), Decimal(0)) for side in (before, now))
    return PersonLines(person, [pair for _place, pair in shown], *sums, count=len(pairs))


def _lines(terms: Terms, period: Period, person: User) -> list[StatementLine]:
    """As lines of a statement that is never written."""
    statement = Statement(payee=person, currency=terms.plan.currency)
    if not terms.components or person.pk not in terms.payees:
        return []
    with Calculation(terms, period).calculated() as earned:
        drafts = list(earned.drafts(person.pk)) if earned else []
    return [_line(draft, statement) for draft in drafts if draft.kind not in NOT_EARNED]


def _line(draft: Draft, statement: Statement) -> StatementLine:
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__ if name != "problem"}
    return StatementLine(**values, statement=statement, problem=draft.problem and plain_problem(draft.problem))


def _paired(before: Iterable[StatementLine], now: Iterable[StatementLine]) -> dict[Place, Pair]:
    found: dict[Place, Pair] = {}
    for name, lines in (("before", before), ("now", now)):
        for line in lines:
            pair = found.setdefault(_place(line), Pair(line.earned_on, _rule(line)))
            getattr(pair, name).lines.append(line)
    return found


def _place(line: StatementLine) -> Place:
    return (line.source_type, line.source_id, "") if line.source_id else ("", None, _rule(line))


def _rule(line: StatementLine) -> str:
    return str(line.component or line.plan or line.get_kind_display())
