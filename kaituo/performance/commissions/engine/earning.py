"""What each credit earns, before rounding: which terms cover it, which slices it takes, what a claw-back takes back.

Credits are taken in one canonical order (period, day, sales before claw-backs, ref), so the order they arrive in changes nothing, and a
correction posted late never changes what an earlier period earned. Rounding and release are in `statement.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.calc.rates import RateKind, RateTable, Slice
from kaituo.foundation.kernel.rounding import EXACT, allocate
from kaituo.performance.commissions.engine.terms import Component, Credit, Line

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
