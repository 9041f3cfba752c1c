"""What the steps share: the calculator, the plan's rules and calendar, people by number, and the lines that stand beside credits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.columns.calendar import Calendar
from kaituo.performance.commissions.engine.columns.rule import Rule, Version, rules_of
from kaituo.performance.commissions.engine.plan.document import Member, Plan

KINDS = (
    "earned",
    "uplift",
    "claw_back",
    "limit",
    "fixed",
    "spiff",
    "pool",
    "floor",
    "cap",
    "carried",
    "best_of",
    "release",
    "plan_cap",
    "plan_carried",
    "draw",
    "recovery",
    "difference",
)
"""Kinds of lines, in the order in which a statement shows them."""
EXTRA = {
    "rule": "SMALLINT",
    "version": "SMALLINT",
    "who": "INTEGER",
    "period": "DATE",
    "kind": "VARCHAR",
    "base": "BIGINT",
    "before": "BIGINT",
    "result": "BIGINT",
    "payable": "BIGINT",
    "place": "VARCHAR",
}
PROBLEM = {"seq": "BIGINT", "who": "INTEGER", "period": "DATE", "rule": "SMALLINT", "code": "VARCHAR", "detail": "VARCHAR"}
Period = date


class Extra(NamedTuple):
    """A line of a payee and period that belongs to no credit; `rule` −1 is the plan as a whole. Amounts in minor units."""

    rule: int
    version: int
    who: int
    period: Period
    kind: str
    result: int
    base: int = 0
    before: int = 0
    place: str = ""

    def row(self) -> tuple[int | str | date, ...]:
        amounts = (self.base, self.before, self.result, self.result)
        return (self.rule, self.version, self.who, self.period, self.kind, *amounts, self.place)


@dataclass
class Work:
    """One calculation under way."""

    calculator: Calculator
    plan: Plan
    has_returns: bool = False
    has_late: bool = False
    """Whether some credit is posted on another day than its own."""
    has_foreign: bool = False
    last: int = 0
    """The highest number of a credit."""
    days: tuple[date | None, date | None] = (None, None)
    """The first and the last day of credits."""
    posted: tuple[date | None, date | None] = (None, None)
    shows_before: bool = False
    credit: str = "credit"
    """The table of credits in the plan's currency."""
    periods: list[Period] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    """By number, from 0."""
    unordered: set[int] = field(default_factory=set)
    """Rules whose credits stand in `base_N` too, not divided into windows with and without an order; those without stay in the first band."""

    def credited(self, rule: Rule) -> str:
        """The table that is read fastest by whoever asks only what counted, and not what came before."""
        return f"base_{rule.number}" if rule.number in self.unordered else f"run_{rule.number}"

    @cached_property
    def digits(self) -> int:
        return currency(self.plan.currency).minor_digits

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.plan)

    @cached_property
    def rules(self) -> list[Rule]:
        return rules_of(self.plan, self.digits)

    @cached_property
    def rule_named(self) -> dict[str, Rule]:
        return {rule.key: rule for rule in self.rules}

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {payee: number for number, payee in enumerate(self.people)}

    @cached_property
    def members(self) -> dict[int, list[Member]]:
        """Memberships by person; where the plan names nobody, everybody is on it all the time."""
        found: dict[int, list[Member]] = defaultdict(list)
        for member in self.plan.members or [Member(payee=payee) for payee in self.people]:
            if member.payee in self.numbers:
                found[self.numbers[member.payee]].append(member)
        return dict(found)

    @cached_property
    def has_strangers(self) -> bool:
        """Whether somebody has credit on a day on which she is not on the plan."""
        on_plan = "EXISTS (FROM membership m WHERE m.who = p.who AND c.day >= m.starts AND c.day < m.ends)"
        found = f"SELECT 1 FROM {self.credit} c JOIN person p ON p.payee = c.payee WHERE NOT {on_plan} LIMIT 1"
        return bool(self.plan.members) and bool(self.calculator.rows(found))

    def version_on(self, rule: Rule, day: date) -> Version | None:
        return next((each for each in rule.versions if each.starts_on <= day < (each.terms.ends_on or date.max)), None)

    def add(self, extras: Iterable[Extra]) -> None:
        rows = [extra.row() for extra in extras if extra.result]
        self.calculator.fill("extra", EXTRA, rows)

    def totals(
        self, rules: Iterable[Rule], column: str = "result", *, above: int | None = None, alone: bool = False
    ) -> dict[tuple[int, Period], int]:
        """Minor units by person and period, of these rules together; `column` is result or payable.

        With `above` only of people whose positive periods together are more, or only the periods that are more `alone`.
        """
        parts = [f"SELECT who, period, {column} AS amount FROM {self.summed(rule, column)}" for rule in rules if rule.kind not in WITHOUT_LINES]
        numbers = ", ".join(str(rule.number) for rule in rules)
        parts.append(f"SELECT who, period, {column} FROM extra WHERE rule IN ({numbers})")
        sums = f"SELECT who, period, sum(amount) AS amount FROM ({' UNION ALL '.join(parts)}) GROUP BY who, period"
        if above is not None:
            kept = "WHERE amount" if alone else "QUALIFY sum(greatest(amount, 0)) OVER (PARTITION BY who)"
            sums = f"SELECT * FROM ({sums}) {kept} > {above}"
        return {(who, period): int(amount) for who, period, amount in self.calculator.rows(sums)}

    @staticmethod
    def summed(rule: Rule, column: str = "result") -> str:
        """Where the sums of a rule's lines are read: its rounded sums, unless only a part of them is payable."""
        return (
            f"line_{rule.number}"
            if column == "payable" and rule.is_released
            else f"(SELECT who, period, result, result AS payable FROM owed_{rule.number})"
        )

    def totals_of_plan(self) -> dict[tuple[int, Period], int]:
        """Minor units payable by person and period of the lines that belong to the plan as a whole."""
        rows = self.calculator.rows("SELECT who, period, sum(payable) FROM extra WHERE rule = -1 GROUP BY ALL")
        return {(who, period): int(amount) for who, period, amount in rows}


WITHOUT_LINES = ("fixed", "pool")
