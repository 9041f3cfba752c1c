"""Changing what was agreed: asked for with a reason, decided by whom the approval flow names (else the lead of whoever asks), kept with what it was.

Where nobody stands above whoever asks, the other side's signature is the approval.
"""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.approvals.actions import ask
from kaituo.foundation.approvals.entitlements import leads_above
from kaituo.foundation.approvals.models import Flow
from kaituo.foundation.approvals.names import name
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import LEVELS, RevisionState, TargetState
from ..forms import AskReplanForm
from ..models import Target, TargetRevision
from .agreeing import lay, sign
from .targets import put, refuse_unchanged, revised

REPLAN = name(
    "goal_replan",
    gettext_lazy("Re-planning of an agreed target"),
    {"before": gettext_lazy("Goal before"), "after": gettext_lazy("Goal since"), "change_rate": gettext_lazy("Change as a share")},
)
NOTHING = dict.fromkeys(LEVELS)


@action(label=gettext_lazy("Ask to re-plan"), says=events.REPLAN_ASKED, form=AskReplanForm, when="is_agreed", icon="adjustments")
def ask_replan(
    target: Target,
    *,
    by: User,
    reason: str,
    goal_amount: Decimal | None = None,
    base_amount: Decimal | None = None,
    stretch_amount: Decimal | None = None,
    is_withdrawal: bool = False,
) -> TargetRevision:
    """Other figures for what both have signed, or its end. Until it is decided the signed figures hold."""
    if target.revisions.filter(state=RevisionState.WAITING).exists():
        raise Refused(_("A re-planning of this target waits to be decided already."))
    amounts = NOTHING if is_withdrawal else {"base_amount": base_amount, "goal_amount": goal_amount, "stretch_amount": stretch_amount}
    if not is_withdrawal:
        _refuse_impossible(target, amounts)
    revision = TargetRevision(**revised(target, amounts), reason=reason, replanned_by=by, state=RevisionState.WAITING, replanned_at=clock.now())
    revision.save()
    _put_forward(revision, by)
    return revision


def settle(revision: TargetRevision, *, is_approved: bool, by: User) -> None:
    """After the decision. What the leader asked for is signed by whoever is to reach it; what she asked for herself is signed by both with the approval."""
    target = revision.target
    revision.state = RevisionState.APPLIED if is_approved else RevisionState.REJECTED
    revision.decided_by, revision.decided_at = by, clock.now()
    revision.save(update_fields=["state", "decided_by", "decided_at"])
    if not is_approved:
        ring([state(events.REPLAN_REFUSED, target, by=by, inputs={"reason": revision.reason})])
        return
    _apply(revision, by)


def call_off(revision: TargetRevision, *, by: User) -> None:
    """Whoever asked took the request back."""
    revision.state, revision.decided_by, revision.decided_at = RevisionState.WITHDRAWN, by, clock.now()
    revision.save(update_fields=["state", "decided_by", "decided_at"])


def _refuse_impossible(target: Target, amounts: dict[str, Decimal | None]) -> None:
    refuse_unchanged(target, amounts)
    trial = Target.objects.get(pk=target.pk)
    for level in LEVELS:
        setattr(trial, level, amounts[level])
    trial.full_clean()


def _put_forward(revision: TargetRevision, by: User) -> None:
    target = revision.target
    if by.is_system or not (Flow.objects.about(target, REPLAN).exists() or leads_above(by, timezone.localdate())):
        if revision.is_withdrawal:
            raise Refused(_("Nobody is there to approve this. Ask an administrator to complete the approval flow."))
        lay(target, by, revision.reason, {level: getattr(revision, f"new_{level}") for level in LEVELS})
        target.waits_for = target.side_of(by.pk).other
        target.save(update_fields=["waits_for"])
        return
    ask(target, REPLAN, _facts(revision), by=by, note=revision.reason)


def _facts(revision: TargetRevision) -> dict[str, Any]:
    rate = revision.change_rate
    return {
        "before": revision.goal_amount,
        "after": revision.new_goal_amount or Decimal(0),
        "change_rate": round_half_up(rate, 4) if rate is not None else Decimal(-1),
    }


def _apply(revision: TargetRevision, by: User) -> None:
    target, asker = revision.target, revision.replanned_by
    said = {"reason": revision.reason}
    if revision.is_withdrawal:
        put(target, {}, state=TargetState.WITHDRAWN, waits_for="")
        ring([state(events.TARGET_WITHDRAWN, target, by=by, inputs=said)])
        return
    amounts = {level: getattr(revision, f"new_{level}") for level in LEVELS}
    changes = {level: [str(getattr(revision, level)), str(amounts[level])] for level in LEVELS if getattr(revision, level) != amounts[level]}
    if target.side_of(asker.pk) == target.side_of(target.owner_id):
        sign(target, asker, amounts, revision.reason)
        sign(target, by, amounts)
        put(target, amounts, waits_for="", agreed_at=clock.now())
    else:
        put(target, amounts, waits_for=target.side_of(target.owner_id))
        lay(target, asker, revision.reason)
    ring([state(events.TARGET_REPLANNED, target, by=by, changes=changes, inputs=said)])
