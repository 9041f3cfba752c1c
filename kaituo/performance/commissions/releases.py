"""What customers have paid since for credits of earlier runs, or got back, and what that sets free of the commission held back."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.foundation.metrics.models import SCALE

from .cash import cash_of
from .choices import LineKind, Release
from .drafts import Draft
from .models import Component, StatementLine
from .terms import Terms


def releases_of(terms: Terms, period: Period) -> list[Draft]:
    """What was released in full is looked at again too."""
    on_cash = {component.code: component for component in terms.components if component.release == Release.CASH}
    if not on_cash:
        return []
    lines = StatementLine.objects.frozen().filter(component__code__in=on_cash, statement__run__starts_on__lt=period.start)
    keys = ("statement__payee_id", "component__code", "component__measure", "entry_id", "source_type", "source_id", "earned_on")
    sums = lines.order_by().values(*keys).annotate(earned=Sum("result_minor"), paid=Sum("amount_minor"))
    waiting = [row for row in sums if row["earned"] or row["paid"]]
    cash: dict[int, tuple[Decimal, Decimal]] = {}
    for measure in {row["component__measure"] for row in waiting}:
        ids = [row["entry_id"] for row in waiting if row["component__measure"] == measure]
        cash |= cash_of(measure, ids, period.end)
    released = [_release(row, cash.get(row["entry_id"]), on_cash[row["component__code"]], period) for row in waiting]
    return [draft for draft in released if draft]


def _release(row: dict[str, Any], money: tuple[Decimal, Decimal] | None, component: Component, period: Period) -> Draft | None:
    collected, invoiced = money or (Decimal(0), Decimal(0))
    if not invoiced:
        return None
    share = min(max(collected / invoiced, Decimal(0)), Decimal(1))
    due = (
        divide_half_up(int(row["earned"] * min(collected, invoiced) * SCALE), int(invoiced * SCALE)) if 0 < share < 1 else int(row["earned"] * share)
    )
    if due == row["paid"]:
        return None
    inputs = {"earned_minor": row["earned"], "collected": collected, "invoiced": invoiced, "paid_minor": row["paid"]}
    return Draft(
        payee_id=row["statement__payee_id"],
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
