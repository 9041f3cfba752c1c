"""What a plan would have paid in a past period, released or not. Nothing is written."""

from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry

from .calculation import Calculation, totals
from .models import Plan, PlanAssignment
from .problems import sentence
from .terms import Terms, draft_terms_of


@dataclass
class Simulation:
    """Amounts in the plan's currency, the highest first."""

    rows: list[tuple[str, Decimal]]
    total: Decimal
    problems: list[str]


def simulate(plan: Plan, period: Period) -> Simulation:
    """By the last terms, for the people on the plan; for everybody with credit where nobody is on it yet."""
    terms = draft_terms_of(plan)
    if not terms.assignments:
        terms.assignments = _everybody(terms, period)
    try:
        drafts = Calculation(terms, period).drafts()
    except calc.Refused as refusal:
        return Simulation([], Decimal(0), [sentence(problem) for problem in refusal.problems])
    paid = totals(drafts)
    names = dict(User.objects.filter(pk__in=paid).values_list("pk", "name"))
    rows = [(names[who], Money.from_minor(minor, plan.currency).amount) for who, minor in sorted(paid.items(), key=lambda item: -item[1])]
    problems = sorted({sentence(draft.problem) for draft in drafts if draft.problem})
    return Simulation(rows, sum((amount for _name, amount in rows), Decimal(0)), problems)


def _everybody(terms: Terms, period: Period) -> list[PlanAssignment]:
    people = (
        Entry.objects.filter(measure__in=terms.measures, person__isnull=False).between(period.start, period.end).values_list("person_id", flat=True)
    )
    return [PlanAssignment(plan=terms.plan, person_id=who, starts_on=period.start) for who in people.distinct().order_by("person_id")]
