"""A team's target shared out among the teams below it and its members."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import LEVELS, CascadeMethod, RevisionState
from ..forms import CascadeForm
from ..models import Target, TargetRevision, TargetShare
from ..presence import Amounts, cut_to_days, drifts_of
from ..receivers import Receiver, receivers_of
from ..weighing import shared_out, weights_of
from .agreeing import lay, propose
from .replanning import ask_replan
from .targets import put, replan, revised, set_target, withdraw

CENTS = 2


@action(label=gettext_lazy("Cascade"), says=events.TARGET_CASCADED, form=CascadeForm, when="is_cascadable", icon="sitemap")
def cascade(target: Target, *, by: User, method: str, asks: bool = False, **given: Decimal | None) -> list[Target]:
    """Share a team's target out among the teams below and its members. Who joins, leaves or moves within the period has the part of her workdays in the
    team, from each team of the period; what is then missing of the whole is the gap. A receiver's present target is re-planned; one that both signed is
    asked to be. `asks`: new targets of people count only when they have agreed.
    """
    receivers = receivers_of(target)
    if not receivers:
        raise Refused(_("Nobody below %(team)s could receive a share.") % {"team": target.team})
    whole = _whole_amounts(target, receivers, method, given)
    present = _present(target, receivers)
    is_cut = target.grows_by_day and method != CascadeMethod.BY_HAND
    given_out = [_share(target, receiver, amounts, is_cut) for receiver, amounts in zip(receivers, whole, strict=True)]
    return [
        _give(share, receiver, present.get((receiver.is_team, receiver.holder.pk)), by, asks)
        for share, receiver in zip(given_out, receivers, strict=True)
        if share.goal_amount
    ]


@action(label=gettext_lazy("Fit to who is there"), says=events.TARGET_FITTED, allow="cascade", when="is_cascadable", icon="users-group")
def fit(target: Target, *, by: User) -> list[Target]:
    """After joiners, leavers and moves: each share of a person is cut anew to her workdays in the team. Whoever was not there at all keeps nothing of it."""
    changed = []
    for drift in drifts_of(target):
        share, held = drift.share, drift.share.target
        amounts = _with_other_sources(drift.fitted, held)
        if amounts["goal_amount"]:
            change_to(held, amounts, _("Fitted to the days present: %(present)s of %(all)s") % drift.days, by)
        elif held.is_withdrawable:
            withdraw(held, by=by, reason=_("Not in %(team)s in this period") % {"team": target.team})
        elif held.is_agreed:
            ask_replan(held, by=by, reason=_("Not in %(team)s in this period") % {"team": target.team}, is_withdrawal=True)
        drift.fitted.target = held
        _keep(drift.fitted)
        changed.append(share.target)
    return changed


def _whole_amounts(target: Target, receivers: list[Receiver], method: str, given: dict[str, Decimal | None]) -> list[Amounts]:
    """Each receiver's levels, as if each were there on every day."""
    if not target.is_additive:
        return [target.levels for _receiver in receivers]
    weights = weights_of(target, receivers, method, given)
    if not sum(weights):
        raise Refused(_("All weights are zero."), field="method")
    return [_in_proportion(target, weight) for weight in weights] if method == CascadeMethod.BY_HAND else shared_out(target, weights)


def _in_proportion(target: Target, amount: Decimal) -> Amounts:
    """By hand the goals are named; base and stretch follow in the team's proportion."""
    goal = target.goal_amount
    return {level: whole and (round_half_up(whole * amount / goal, CENTS) if goal else Decimal(0)) for level, whole in target.levels.items()}


def _present(target: Target, receivers: list[Receiver]) -> dict[tuple[bool, int], Target]:
    rows = Target.objects.standing().filter(measure=target.measure, kind=target.kind, starts_on=target.starts_on)
    wanted = {(receiver.is_team, receiver.holder.pk) for receiver in receivers}
    keyed = {(row.team_id is not None, row.team_id or row.person_id): row for row in rows}
    return {key: row for key, row in keyed.items() if key in wanted}


def _give(share: TargetShare, receiver: Receiver, present: Target | None, by: User, asks: bool) -> Target:
    target, amounts = share.source, _with_other_sources(share, present)
    if present is None:
        values = {"measure": target.measure, "kind": target.kind, "starts_on": target.starts_on, "parent": target, **receiver.lookup, **amounts}
        present = propose(by=by, **values) if asks and not receiver.is_team and receiver.holder.pk != by.pk else set_target(by=by, **values)
    else:
        _hang_below(present, target, by)
        if present.levels != amounts:
            change_to(present, amounts, _("Cascaded anew from %(team)s") % {"team": target.team}, by)
    if not receiver.is_team:
        share.target = present
        _keep(share)
    return present


def _hang_below(present: Target, target: Target, by: User) -> None:
    """Whoever has a share from another team, too, stays below the first."""
    if present.parent_id != target.pk and not present.shares.filter(source=present.parent_id).exists():
        records.change(present, {"parent": target}, by=by)


def _share(target: Target, receiver: Receiver, whole: Amounts, is_cut: bool) -> TargetShare:
    """Sums are cut to the workdays in the team; a rate, what stands on a day, or what was named by hand, holds as it is."""
    return cut_to_days(target, whole, [target.period] if receiver.is_team else receiver.engaged, is_cut=is_cut)


def _with_other_sources(share: TargetShare, present: Target | None) -> Amounts:
    """What the holder has from other teams of the period is added, where she moved."""
    own = share.levels
    if present is None or not share.source.is_additive:
        return own
    others = [each for each in present.shares.all() if each.source_id != share.source_id and each.source.is_in_force]
    found: Amounts = {}
    for level in LEVELS:
        values = [value for value in (own[level], *(getattr(each, level) for each in others)) if value is not None]
        found[level] = sum(values, Decimal(0)) if values else None
    return found


def change_to(present: Target, amounts: Amounts, reason: str, by: User) -> None:
    """By the verb that fits: what nobody signed is re-planned, what both signed is asked for, what is being agreed is laid on the table anew."""
    if present.is_agreed:
        if not present.revisions.filter(state=RevisionState.WAITING).exists():
            ask_replan(present, by=by, reason=reason, **amounts)
    elif present.is_proposed:
        TargetRevision.objects.create(**revised(present, amounts), reason=reason, replanned_by=by)
        put(present, amounts, waits_for=present.side_of(by.pk).other)
        lay(present, by, reason)
    else:
        replan(present, by=by, reason=reason, **amounts)


def _keep(share: TargetShare) -> None:
    values = share.levels | {name: getattr(share, name) for name in ("full_goal_amount", "present_count", "day_count")}
    TargetShare.objects.update_or_create(target=share.target, source=share.source, defaults=values)
