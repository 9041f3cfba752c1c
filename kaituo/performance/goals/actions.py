"""The verbs of goals."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import allocate, round_half_up
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.performance.goals.engine.pace import prorate

from . import events
from .actuals import Asked, answer
from .choices import LEVELS, CascadeMethod, TargetState
from .forms import CascadeForm, ReplanForm, WithdrawForm
from .models import Target, TargetRevision
from .receivers import Receiver, receivers_of

CENTS = 2


def set_target(*, by: User, **values) -> Target:
    """Give a person or a team a target. `values`: measure, person or team, kind, starts_on (any day of the period), goal_amount and the other levels."""
    return records.create(Target(**values), by=by, says=events.TARGET_SET)


@action(label=gettext_lazy("Re-plan"), says=events.TARGET_REPLANNED, form=ReplanForm, when="is_in_force", icon="adjustments")
def replan(
    target: Target, *, by: User, goal_amount: Decimal, reason: str, base_amount: Decimal | None = None, stretch_amount: Decimal | None = None
) -> None:
    """Change the amounts of a running target; what they were stays to be read beside the reason."""
    amounts = {"base_amount": base_amount, "goal_amount": goal_amount, "stretch_amount": stretch_amount}
    if all(getattr(target, level) == amounts[level] for level in LEVELS):
        raise Refused(_("These are the present amounts."), field="goal_amount")
    before = {level: getattr(target, level) for level in LEVELS}
    TargetRevision.objects.create(target=target, **before, new_goal_amount=goal_amount, reason=reason, replanned_by=by)
    for level in LEVELS:
        setattr(target, level, amounts[level])
    target.full_clean()
    target.save(update_fields=LEVELS)


@action(label=gettext_lazy("Withdraw"), says=events.TARGET_WITHDRAWN, form=WithdrawForm, when="is_in_force", icon="circle-x", danger=True)
def withdraw(target: Target, *, by: User, reason: str) -> None:
    """The target no longer counts. What was cascaded from it stays."""
    target.state = TargetState.WITHDRAWN
    target.save(update_fields=["state"])


@action(label=gettext_lazy("Cascade"), says=events.TARGET_CASCADED, form=CascadeForm, when="is_cascadable", icon="sitemap")
def cascade(target: Target, *, by: User, method: str, **weights: Decimal | None) -> list[Target]:
    """Share a team's target out among the teams below and its members. Who joins or leaves within the period has the part of her workdays; what is
    then missing of the whole is the gap, which belongs to whoever answers for the team's target. A receiver's present target is re-planned.
    """
    receivers = receivers_of(target)
    if not receivers:
        raise Refused(_("Nobody below %(team)s could receive a share.") % {"team": target.team})
    shares = _weights(target, receivers, method, weights)
    if not sum(shares):
        raise Refused(_("All weights are zero."), field="method")
    amounts = _amounts(target, receivers, shares)
    present = _present(target, receivers)
    return [
        _give(target, receiver, each, present.get((receiver.is_team, receiver.holder.pk)), by)
        for receiver, each, share in zip(receivers, amounts, shares, strict=True)
        if share
    ]


def _weights(target: Target, receivers: list[Receiver], method: str, given: dict[str, Decimal | None]) -> list[Decimal]:
    if method == CascadeMethod.WEIGHTS:
        return [given.get(receiver.key) or Decimal(0) for receiver in receivers]
    if method == CascadeMethod.ACTUALS:
        asked = [_before(target.measure, target.period.previous(), receiver) for receiver in receivers]
        return [max(value or Decimal(0), Decimal(0)) for value in answer(asked)]
    return [Decimal(1) for _receiver in receivers]


def _before(measure: str, period: Period, receiver: Receiver) -> Asked:
    return Asked(measure, period, **{name: holder.pk for name, holder in receiver.lookup.items()})


def _amounts(target: Target, receivers: list[Receiver], shares: list[Decimal]) -> list[dict[str, Decimal | None]]:
    """Each receiver's levels: shared to the cent, then cut to the days present."""
    calendar = work_calendar()
    found: list[dict[str, Decimal | None]] = [{} for _receiver in receivers]
    for level in LEVELS:
        whole = getattr(target, level)
        parts = allocate(int(round_half_up(whole * 100, 0)), shares) if whole is not None else [None] * len(receivers)
        for amounts, receiver, part in zip(found, receivers, parts, strict=True):
            full = None if part is None else Decimal(part) / 100
            amounts[level] = full if full is None else prorate(full, target.period, receiver.engaged, calendar=calendar, digits=CENTS)[0]
    return found


def _present(target: Target, receivers: list[Receiver]) -> dict[tuple[bool, int], Target]:
    rows = Target.objects.in_force().filter(measure=target.measure, kind=target.kind, starts_on=target.starts_on)
    wanted = {(receiver.is_team, receiver.holder.pk) for receiver in receivers}
    keyed = {(row.team_id is not None, row.team_id or row.person_id): row for row in rows}
    return {key: row for key, row in keyed.items() if key in wanted}


def _give(target: Target, receiver: Receiver, amounts: dict[str, Decimal | None], present: Target | None, by: User) -> Target:
    if present is None:
        return set_target(by=by, measure=target.measure, kind=target.kind, starts_on=target.starts_on, parent=target, **receiver.lookup, **amounts)
    if present.parent_id != target.pk:
        records.change(present, {"parent": target}, by=by)
    if any(getattr(present, level) != amounts[level] for level in LEVELS):
        replan(present, by=by, reason=_("Cascaded anew from %(team)s") % {"team": target.team}, **amounts)
    return present
