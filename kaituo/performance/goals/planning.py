"""One cell of the plan: finding the target behind it, and putting an amount into it by the right verb."""

from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.refusals import Refused

from .actions.targets import replan, set_target
from .actuals import fill
from .board import Cell, Holder
from .models import Target


def cell_of(holder: Holder, period: Period, measure: str) -> Cell:
    rows = Target.objects.standing().for_period(period).filter(measure=measure, **{f"{holder[0]}_id": holder[1]})
    return Cell(holder, period, next(iter(fill(rows.select_related("person", "team"))), None))


def put_amount(cell: Cell, measure: str, amount: Decimal, *, by: User) -> Target:
    """Re-plan the target of the cell, or set one where there is none; a level that would no longer fit is lifted or cut to the goal."""
    if cell.target is None:
        values = {f"{cell.holder[0]}_id": cell.holder[1], "kind": cell.period.kind, "starts_on": cell.period.start}
        return set_target(by=by, measure=measure, goal_amount=amount, **values)
    if cell.target.is_agreed:
        raise Refused(_("Both sides signed this target. Ask to re-plan it on its own page."))
    if cell.target.is_proposed:
        raise Refused(_("This target is being agreed. Answer with another figure on its own page."))
    if cell.target.goal_amount != amount:
        replan(cell.target, by=by, reason=_("Changed in the plan"), **_fitting(cell.target, amount))
    return fill([cell.target])[0]


def _fitting(target: Target, amount: Decimal) -> dict[str, Decimal | None]:
    base, stretch = target.base_amount, target.stretch_amount
    lower, upper = (max, min) if target.is_ceiling else (min, max)
    return {
        "base_amount": None if base is None else lower(base, amount),
        "goal_amount": amount,
        "stretch_amount": None if stretch is None else upper(stretch, amount),
    }
