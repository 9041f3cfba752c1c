"""The commission pass: credits and terms in, lines and totals out. No database, clock or user; the same input gives the same lines.

The pass keeps state per payee only, so it may be split by payee over many processes. Worked example: 5 % to 10,000.00 and 8 % above,
accumulated by month; credits of 8,000.00 and 6,000.00 earn 400.00, then 2,000.00 × 5 % + 4,000.00 × 8 % = 420.00, together 820.00.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kaituo.foundation.calc.problems import Problem, Refused, Scalar
from kaituo.foundation.kernel.rounding import round_together
from kaituo.performance.commissions.engine.earning import Earned, Earning, canonical
from kaituo.performance.commissions.engine.terms import Cash, Component, Credit, Line, Result, Total, Trigger

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
