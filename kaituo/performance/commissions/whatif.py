"""What somebody would earn in a period if more were credited to her: by her own plans, for herself alone. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.ledger import scaled

from .calculation import Calculation
from .choices import PlanState
from .credits import UNKNOWN, WHOLE, Row
from .facts import Facts
from .models import Plan
from .simulation import NOT_EARNED
from .terms import terms_of

FIRST = 1 << 60
"""Imagined credits are numbered from here, beyond all that are kept."""


@dataclass(frozen=True)
class Imagined:
    """A credit that may come: of which measure, on which day, how much in the base currency and in its own."""

    measure: str
    on: date
    amount: Decimal
    original_amount: Decimal
    currency: str
    facts: Facts = UNKNOWN
    """What would be known of the record behind it."""


@dataclass(frozen=True)
class ComponentPay:
    """What one rule earns her now, and what it would earn."""

    name: str
    currency: str
    now: Decimal
    then: Decimal

    @property
    def more(self) -> Decimal:
        return self.then - self.now


def pay_of(person: User, period: Period, imagined: Iterable[Imagined]) -> list[ComponentPay]:
    """By component, in the order of her plans. A plan whose terms contradict each other is left out."""
    listed = list(imagined)
    rows = [_row(person, number, each) for number, each in enumerate(listed)]
    told = {row.pk: each.facts for row, each in zip(rows, listed, strict=True)}
    found = []
    for plan in _plans_of(person, period):
        now, then = (_by_component(plan, person, period, more, told) for more in ([], rows))
        names = now | then
        found += [
            ComponentPay(name, plan.currency, _major(now.get(name, 0), plan.currency), _major(then.get(name, 0), plan.currency)) for name in names
        ]
    return found


def _plans_of(person: User, period: Period) -> Iterable[Plan]:
    assigned = person.commission_plans.active().touching(period).values("plan")
    return Plan.objects.active().filter(state=PlanState.RELEASED, pk__in=assigned).order_by("name")


def _by_component(plan: Plan, person: User, period: Period, imagined: list[Row], told: Mapping[int, Facts]) -> dict[str, int]:
    """Minor units earned, whenever customers pay, by the name of the rule."""
    terms = terms_of(plan, period)
    terms.assignments = [each for each in terms.assignments if each.person_id == person.pk]
    sums: dict[str, int] = defaultdict(int)
    try:
        drafts = Calculation(terms, period, imagined=imagined, told=told).drafts()
    except calc.Refused:
        return {}
    for draft in drafts:
        if draft.kind not in NOT_EARNED and draft.payee_id == person.pk:
            sums[str(draft.component or plan)] += draft.result_minor
    return dict(sums)


def _row(person: User, number: int, each: Imagined) -> Row:
    return Row(
        pk=FIRST + number,
        measure=each.measure,
        on=each.on,
        earned_on=each.on,
        person_id=person.pk,
        amount=scaled(each.amount),
        original_amount=scaled(each.original_amount),
        currency=each.currency,
        source_type="",
        source_id=number,
        is_adjustment=False,
        share=WHOLE,
    )


def _major(minor: int, code: str) -> Decimal:
    return Money.from_minor(minor, code).amount
