"""One call from a plan and its inputs to a statement in memory: for the command, the API, and whatever is too small to be split."""

from dataclasses import dataclass
from datetime import date

from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.columns.calculator import Calculator, Resources
from kaituo.performance.commissions.engine.columns.chain import calculate
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.outcome import Line, Outcome, Trouble
from kaituo.performance.commissions.engine.plan.document import Plan


@dataclass(frozen=True)
class Quote:
    """All lines in canonical order, totals by (payee, period) as (earned, payable) in minor units, and problems."""

    lines: list[Line]
    totals: dict[tuple[str, date], tuple[int, int]]
    problems: list[Trouble]
    digits: int


def quote(plan: Plan, inputs: Inputs, *, open_from: date | None = None, resources: Resources | None = None) -> Quote:
    """Raises Refused when the inputs as a whole cannot be right. The plan must be one without faults."""
    with Calculator(resources or Resources()) as calculator:
        outcome = Outcome(calculate(calculator, plan, inputs, open_from=open_from), open_from)
        totals = {(payee, period): (earned, payable) for payee, period, earned, payable in outcome.totals()}
        return Quote(list(outcome.lines()), totals, outcome.problems(), currency(plan.currency).minor_digits)
