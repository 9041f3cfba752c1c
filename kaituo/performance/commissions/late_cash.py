"""What late payments release of commission that earlier runs earned: each day's money counts by the band of days it came after it was due."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import round_half_up

from .cash import Collection, collections_of
from .choices import ON_LATE_CASH, LineKind
from .drafts import Draft
from .engine.plan.components import Commission
from .engine.plan.limits import LateBand, OnCash
from .models import Component, StatementLine
from .terms import Terms

KEYS = ("payee_id", "component_id", "component__measure", "entry_id", "source_type", "source_id", "earned_on")


def late_releases(terms: Terms, period: Period) -> list[Draft]:
    """Lines of the components that have such bands; the others are released by what came in, whenever it did."""
    waiting = {component.pk: component for component in terms.components if component.release == ON_LATE_CASH}
    if not waiting:
        return []
    lines = StatementLine.objects.frozen().filter(component__in=waiting, statement__run__starts_on__lt=period.start, entry_id__isnull=False)
    rows = list(lines.order_by().values(*KEYS).annotate(earned=Sum("result_minor"), paid=Sum("amount_minor")))
    came: dict[int, list[Collection]] = {}
    for measure in {row["component__measure"] for row in rows}:
        came |= collections_of(measure, [row["entry_id"] for row in rows if row["component__measure"] == measure], period.end)
    return [draft for row in rows for draft in _released(terms, period, row, came.get(row["entry_id"], []), waiting[row["component_id"]])]


def _released(terms: Terms, period: Period, row: dict[str, Any], came: list[Collection], component: Component) -> Iterator[Draft]:
    rule = terms.rule_of(component)
    invoiced = max((each.due for each in came), default=Decimal(0))
    if invoiced <= 0 or not isinstance(rule, Commission) or not isinstance(rule.release, OnCash):
        return
    counted = min(sum((each.collected * factor(rule.release.late, each) for each in came), Decimal(0)), invoiced)
    due = int(round_half_up(row["earned"] * max(counted, Decimal(0)) / invoiced, 0))
    if due == row["paid"]:
        return
    inputs = {"earned_minor": row["earned"], "collected": counted, "invoiced": invoiced, "paid_minor": row["paid"]}
    yield Draft(
        payee_id=row["payee_id"],
        component=component,
        kind=LineKind.RELEASE,
        on=period.last_day,
        earned_on=row["earned_on"],
        amount_minor=due - row["paid"],
        entry_id=row["entry_id"],
        source_type=row["source_type"],
        source_id=row["source_id"],
        explanation=Step("commission.release", due - row["paid"], inputs).to_plain(),
    )


def factor(bands: tuple[LateBand, ...], came: Collection) -> Decimal:
    """Which part of money counts that came in on a day; in full where no day was agreed."""
    if came.due_on is None:
        return Decimal(1)
    late = (came.day - came.due_on).days
    return next((band.factor for band in reversed(bands) if late >= band.from_day), Decimal(1))
