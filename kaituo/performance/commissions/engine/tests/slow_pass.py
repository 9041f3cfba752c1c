"""The rules read slowly, credit by credit with the kernel's own rate tables: what the columns are held against.

Credits are taken in one canonical order (period, day, sales before claw-backs, ref), so the order they arrive in changes nothing, and a correction
posted late never changes what an earlier period earned. Worked example: 5 % to 10,000.00 and 8 % above, accumulated by month; credits of 8,000.00
and 6,000.00 earn 400.00, then 2,000.00 × 5 % + 4,000.00 × 8 % = 420.00, together 820.00.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from kaituo.foundation.calc.problems import Problem, Refused, Scalar
from kaituo.foundation.calc.rates import RateKind, RateTable, Slice
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import EXACT, allocate, round_together
from kaituo.performance.commissions.engine.terms import Cash, Credit, Line


class Trigger(StrEnum):
    """What releases an earned commission: the order itself, or the customer's money 回款."""

    ORDER = "order"
    CASH = "cash"


@dataclass(frozen=True)
class Component:
    """One dated rule of a plan. Versions of a rule share the `key` and never overlap in `effective`.

    `targets` (payee and window label → minor units) turns a table in shares of target into amounts. Without `payees` everybody is covered.
    `reset` says how long credit accumulates. `returns_lower_attainment` decides whether claw-backs count against the tiers.
    """

    key: str
    measure: str
    currency: str
    rates: RateTable
    is_accumulated: bool = False
    reset: PeriodKind = PeriodKind.MONTH
    trigger: Trigger = Trigger.ORDER
    effective: Period | None = None
    payees: frozenset[str] | None = None
    targets: Mapping[tuple[str, str], int] | None = None
    returns_lower_attainment: bool = True

    def covers(self, credit: Credit) -> bool:
        is_in_force = self.effective is None or credit.day in self.effective
        return self.measure == credit.measure and is_in_force and (self.payees is None or credit.payee in self.payees)

    def window(self, day: date) -> str:
        """Label of the span in which credit of this day accumulates."""
        return Period.label_of(day, self.reset)


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of the lines of one payee, component and period."""

    earned_minor: int
    payable_minor: int


@dataclass(frozen=True)
class Result:
    """Lines in canonical order and the totals by (payee, component, period)."""

    lines: list[Line]
    totals: dict[tuple[str, str, str], Total] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return [line.problem for line in self.lines if line.problem]


Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Earned:
    """One slice of one credit under one component, exact. Without component or slice there is only the problem."""

    credit: Credit
    component: Component | None
    slice: Slice | None
    before_minor: int = 0
    problem: Problem | None = None


@dataclass(slots=True)
class Original:
    """A credit that was earned earlier, kept for its claw-backs. `left_minor` is what was not yet taken back."""

    slices: list[Slice]
    left_minor: int
    window: str = ""


def canonical(credit: Credit) -> tuple[str, date, bool, str, str, str, int]:
    return (credit.period, credit.day, bool(credit.reverses), credit.ref, credit.payee, credit.measure, credit.amount_minor)


@dataclass
class Earning:
    """One pass.

    `attained` is the running credit by payee, component and window; `originals` what was earned, by payee, component and ref.
    """

    components: list[Component]
    attained: dict[Key, int] = field(default_factory=dict)
    originals: dict[Key, Original] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    scaled: dict[tuple[int, int], RateTable] = field(default_factory=dict)

    def remember(self, history: Iterable[Line]) -> None:
        """Lines of closed periods, whose rates later claw-backs reuse, even where the same credit is passed again and would now earn otherwise."""
        for line in history:
            if line.band is None or line.is_uplift:
                continue
            original = self.originals.setdefault((line.payee, line.component, line.credit_ref), Original([], 0))
            result = EXACT.multiply(Decimal(line.base_minor), line.rate)
            original.slices.append(Slice(line.band, line.base_minor, line.rate, result))
            original.left_minor += line.base_minor

    def earn(self, credit: Credit) -> list[Earned]:
        """What the credit earns under every component that covers it."""
        key = (credit.payee, credit.measure, credit.ref)
        if key in self.seen:
            return [_unsolved(credit, None, "commission.credit_twice")]
        self.seen.add(key)
        covering = [component for component in self.components if component.covers(credit)]
        if not covering:
            return [_unsolved(credit, None, "commission.not_covered", measure=credit.measure, on=credit.day)]
        return [earned for component in covering for earned in self._under(component, credit)]

    def _under(self, component: Component, credit: Credit) -> list[Earned]:
        if credit.currency != component.currency:
            return [_unsolved(credit, component, "commission.other_currency", currency=credit.currency, expected=component.currency)]
        window = component.window(credit.day)
        table = self._table(component, credit.payee, window)
        if table is None or table.faults_for_amounts:
            code = "commission.no_target" if table is None else "commission.target_too_small"
            return [_unsolved(credit, component, code, window=window)]
        return self._claw_back(component, table, credit) if credit.reverses else self._sale(component, table, credit)

    def _table(self, component: Component, payee: str, window: str) -> RateTable | None:
        """The table in amounts: shares of target are scaled, once per target; None without a target above zero."""
        if component.targets is None:
            return component.rates
        target = component.targets.get((payee, window), 0)
        if target <= 0:
            return None
        key = (id(component), target)
        if key not in self.scaled:
            self.scaled[key] = component.rates.scaled(target)
        return self.scaled[key]

    def _sale(self, component: Component, table: RateTable, credit: Credit) -> list[Earned]:
        window = component.window(credit.day)
        before = self._before(component, credit)
        slices = table.apply(credit.amount_minor, before)
        kept = [part for part in slices if not part.is_uplift]
        paid = self.originals.get((credit.payee, component.key, credit.ref))
        self.originals[credit.payee, component.key, credit.ref] = Original(paid.slices if paid else kept, credit.amount_minor, window)
        self._attain(component, credit)
        return [Earned(credit, component, part, before) for part in slices]

    def _claw_back(self, component: Component, table: RateTable, credit: Credit) -> list[Earned]:
        original = self.originals.get((credit.payee, component.key, credit.reverses))
        if original is None:
            return [_unsolved(credit, component, "commission.original_not_found", original=credit.reverses)]
        if not original.slices:
            return [_unsolved(credit, component, "commission.reversal_exceeds", original=credit.reverses, left_minor=0)]
        before, left = self._before(component, credit), original.left_minor + credit.amount_minor
        slices = self._returned(component, table, credit, original)
        if component.returns_lower_attainment:
            self._attain(component, credit)
        exceeds = abs(left) > abs(original.left_minor) or left * original.left_minor < 0
        problem = _problem(credit, "commission.reversal_exceeds", original=credit.reverses, left_minor=original.left_minor) if exceeds else None
        original.left_minor = left
        return [Earned(credit, component, part, before, problem) for part in slices]

    def _returned(self, component: Component, table: RateTable, credit: Credit, original: Original) -> list[Slice]:
        """The original's slices in proportion, at their rates. A flat total has one rate for its whole window, which decides there."""
        if component.is_accumulated and component.rates.kind is not RateKind.STEP and original.window:
            if original.window == component.window(credit.day) and component.returns_lower_attainment:
                return table.apply(credit.amount_minor, self._before(component, credit))
            return [self._at_window_rate(component, credit, original)]
        bases = allocate(credit.amount_minor, [abs(part.base) for part in original.slices])
        return [_rebased(part, base) for part, base in zip(original.slices, bases, strict=True) if base]

    def _at_window_rate(self, component: Component, credit: Credit, original: Original) -> Slice:
        reached = self.attained[credit.payee, component.key, original.window]
        table = self._table(component, credit.payee, original.window) or component.rates
        return _rebased(Slice(table.reached(reached), 0, table.rate_at(reached), Decimal(0)), credit.amount_minor)

    def _before(self, component: Component, credit: Credit) -> int:
        if not component.is_accumulated:
            return 0
        return self.attained.get((credit.payee, component.key, component.window(credit.day)), 0)

    def _attain(self, component: Component, credit: Credit) -> None:
        key = (credit.payee, component.key, component.window(credit.day))
        self.attained[key] = self.attained.get(key, 0) + credit.amount_minor


def _rebased(part: Slice, base: int) -> Slice:
    return replace(part, base=base, result=EXACT.multiply(Decimal(base), part.rate))


def _problem(credit: Credit, code: str, **parameters: Decimal | int | str | date) -> Problem:
    return Problem(code, credit.ref, {"payee": credit.payee, "amount_minor": credit.amount_minor, **parameters})


def _unsolved(credit: Credit, component: Component | None, code: str, **parameters: Decimal | int | str | date) -> Earned:
    return Earned(credit, component, None, problem=_problem(credit, code, **parameters))


Group = tuple[str, str, str]
NOTHING, ALL = Fraction(0), Fraction(1)


def calculate(
    credits: Iterable[Credit], components: Iterable[Component], *, cash: Mapping[str, Cash] | None = None, history: Iterable[Line] = ()
) -> Result:
    """The lines of all credits given: pass every credit of the windows concerned, since attainment is counted from them.

    `cash` holds invoiced and collected money by order; `history` the lines of closed periods, whose rates claw-backs reuse.
    Raises Refused when the terms themselves are wrong; whatever concerns one credit is a problem on its line.
    """
    terms = list(components)
    if problems := check(terms):
        raise Refused(problems)
    earning = Earning(terms)
    earning.remember(history)
    earned = [part for credit in sorted(credits, key=canonical) for part in earning.earn(credit)]
    return _stated(earned, cash or {})


def check(components: list[Component]) -> list[Problem]:
    """Faults of the terms: wrong rate tables, and two versions of one rule in force on the same day."""
    faults = []
    for component in components:
        faults += component.rates.faults_for_amounts if component.targets is None else component.rates.validate()
    for one, other in combinations(components, 2):
        if one.key == other.key and _both_in_force(one, other):
            faults.append(Problem("commission.terms_overlap", one.key))
    return faults


def _both_in_force(one: Component, other: Component) -> bool:
    share_payees = one.payees is None or other.payees is None or bool(one.payees & other.payees)
    share_days = one.effective is None or other.effective is None or one.effective.overlaps(other.effective)
    return share_payees and share_days


def _stated(earned: list[Earned], cash: Mapping[str, Cash]) -> Result:
    groups: dict[Group, list[int]] = defaultdict(list)
    for position, part in enumerate(earned):
        groups[part.credit.payee, part.component.key if part.component else "", part.credit.period].append(position)
    lines: dict[int, Line] = {}
    totals: dict[Group, Total] = {}
    for group in sorted(groups):
        rows = _rounded([earned[position] for position in groups[group]], cash)
        lines.update(zip(groups[group], rows, strict=True))
        totals[group] = Total(sum(row.result_minor for row in rows), sum(row.payable_minor for row in rows))
    return Result([lines[position] for position in range(len(earned))], totals)


def _rounded(parts: list[Earned], cash: Mapping[str, Cash]) -> list[Line]:
    released = [_released(part, cash) for part in parts]
    exact = [Fraction(part.slice.result) if part.slice else NOTHING for part in parts]
    results = round_together(exact)
    is_whole = all(share == 1 for share, _problem in released)
    payables = results if is_whole else round_together([result * share for result, (share, _problem) in zip(exact, released, strict=True)])
    return [
        _line(part, result, payable, part.problem or problem)
        for part, result, payable, (_share, problem) in zip(parts, results, payables, released, strict=True)
    ]


def _released(part: Earned, cash: Mapping[str, Cash]) -> tuple[Fraction, Problem | None]:
    """Which share of what was earned may be paid to date: collected ÷ invoiced, never more than all of it."""
    if part.component is None or part.slice is None or part.component.trigger is Trigger.ORDER:
        return ALL, None
    money = cash.get(part.credit.order)
    if money is None:
        return NOTHING, Problem("commission.no_cash_known", part.credit.ref, {"order": part.credit.order})
    if not money.collected_minor:
        return NOTHING, None
    share = Fraction(money.collected_minor, money.invoiced_minor) if money.invoiced_minor else Fraction(-1)
    if NOTHING <= share <= ALL:
        return share, None
    amounts: dict[str, Scalar] = {
        "order": part.credit.order,
        "invoiced_minor": money.invoiced_minor,
        "collected_minor": money.collected_minor,
    }
    return min(max(share, NOTHING), ALL), Problem("commission.cash_beyond_invoice", part.credit.ref, amounts)


def _line(part: Earned, result: int, payable: int, problem: Problem | None) -> Line:
    credit, cut = part.credit, part.slice
    return Line(
        payee=credit.payee,
        credit_ref=credit.ref,
        component=part.component.key if part.component else "",
        period=credit.period,
        on=credit.day,
        band=cut.band if cut else None,
        base_minor=cut.base if cut else credit.amount_minor,
        before_minor=part.before_minor,
        rate=cut.rate if cut else Decimal(0),
        result_minor=result,
        payable_minor=payable,
        is_uplift=bool(cut and cut.is_uplift),
        problem=problem,
    )
