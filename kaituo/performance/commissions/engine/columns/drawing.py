"""Draws: money paid ahead of commission, and its recovery from later commission, period by period for each person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.performance.commissions.engine.columns.goals import presence
from kaituo.performance.commissions.engine.columns.work import Extra, Work
from kaituo.performance.commissions.engine.plan.limits import Draw


@dataclass(frozen=True)
class Drawn:
    """What a draw does in one period: what is paid on top, what is taken back, and the debt that stays. Minor units."""

    advance: int
    recovery: int
    debt: int


def draw(work: Work) -> None:
    """Adds the lines of all draws. Debts of earlier calculations come from the input `debt`."""
    if not any(terms.draw for terms in work.plan.terms):
        return
    totals = work.totals(work.rules, "payable")
    for key, amount in work.totals_of_plan().items():
        totals[key] = totals.get(key, 0) + amount
    debts = {work.numbers[payee]: int(amount) for payee, amount in work.calculator.rows("SELECT payee, sum(amount) FROM debt GROUP BY ALL")}
    work.add(extra for who in range(len(work.people)) for extra in _of_person(work, who, totals, debts.get(who, 0)))


def _of_person(work: Work, who: int, totals: dict[tuple[int, date], int], debt: int) -> Iterator[Extra]:
    for period in work.periods:
        at = next((number for number, terms in enumerate(work.plan.terms) if terms.starts_on <= period < (terms.ends_on or date.max)), None)
        given = work.plan.terms[at].draw if at is not None else None
        if at is None or given is None:
            continue
        total = totals.get((who, period), 0)
        drawn = _drawn(work, given, amount_in(work, given, who, period), total, debt, is_recovering(given, period))
        yield Extra(-1, at, who, period, "draw", drawn.advance, amount_in(work, given, who, period), total, f"$.terms[{at}].draw")
        yield Extra(-1, at, who, period, "recovery", -drawn.recovery, debt, total, f"$.terms[{at}].draw")
        debt = drawn.debt


def amount_in(work: Work, given: Draw, who: int, period: date) -> int:
    """What is guaranteed or advanced in this period, in minor units; nothing outside the draw's days or off the plan."""
    if (given.starts_on and period < given.starts_on) or (given.ends_on and period >= given.ends_on):
        return 0
    part = presence(work, who, period, work.calendar.period_end(period), given.prorated)
    minor = Fraction(given.amount) * 10**work.digits * part
    return divide_half_up(minor.numerator, minor.denominator)


def is_recovering(given: Draw, period: date) -> bool:
    return given.recoverable and (given.recovery_starts_on is None or period >= given.recovery_starts_on)


def _drawn(work: Work, given: Draw, amount: int, total: int, debt: int, recovering: bool) -> Drawn:
    """A guarantee tops up to its amount; an additive draw comes on top of everything. Recovery never takes more than the share allowed."""
    advance = amount if given.kind == "additive" else max(amount - max(total, 0), 0)
    spare = total if given.kind == "additive" else total - amount
    recovery = _recovery(work, given, spare, debt) if recovering else 0
    return Drawn(advance, recovery, (debt + advance if given.recoverable else 0) - recovery)


def _recovery(work: Work, given: Draw, spare: int, debt: int) -> int:
    share = given.recovery_share.as_integer_ratio()
    allowed = divide_half_up(max(spare, 0) * share[0], share[1])
    limit = allowed if given.recovery_at_most is None else min(allowed, int(given.recovery_at_most * 10**work.digits))
    return min(debt, limit)
