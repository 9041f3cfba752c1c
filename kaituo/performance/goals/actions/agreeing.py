"""How two sides come to one figure: proposed, answered by another figure with its reason, agreed and signed by both. Then only re-planning changes it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import RevisionState, TargetState
from ..forms import AgreeForm, CounterForm, DeclineForm, OfferForm
from ..models import GoalStep, Target, TargetProposal, TargetRevision, TargetSignature
from .targets import put, refuse_unchanged, revised


@transaction.atomic
def propose(*, by: User, reason: str = "", steps: Iterable[tuple[str, date]] = (), **values) -> Target:
    """Put a target on the table: for oneself, or for whom one leads. It counts only when the other side has agreed."""
    target = Target(state=TargetState.PROPOSED, created_by=by, **values)
    target.full_clean()
    if target.owner_id is None:
        raise Refused(_("Nobody leads %(team)s, so nobody could agree.") % {"team": target.team}, field="team")
    target.waits_for = target.side_of(by.pk).other
    target.save()
    if not may(by, "propose", target):
        raise PermissionDenied(_("This target would belong to someone outside your reach."))
    GoalStep.objects.bulk_create([GoalStep(target=target, what=what, due_on=due_on, created_by=by) for what, due_on in steps])
    lay(target, by, reason)
    ring([state(events.TARGET_PROPOSED, target, by=by, inputs={"goal_amount": target.goal_amount})])
    return target


@action(label=gettext_lazy("Ask for agreement"), says=events.TARGET_OFFERED, form=OfferForm, when="is_offerable", icon="writing")
def offer(target: Target, *, by: User, reason: str = "") -> None:
    """A target that was set is to be signed by both; it stays in force meanwhile."""
    if target.owner_id is None:
        raise Refused(_("Nobody leads %(team)s, so nobody could agree.") % {"team": target.team})
    lay(target, by, reason)
    target.waits_for = target.side_of(by.pk).other
    target.save(update_fields=["waits_for"])


@action(label=gettext_lazy("Counter-propose"), says=events.TARGET_COUNTERED, form=CounterForm, when="is_counterable", icon="arrows-exchange")
def counter(
    target: Target, *, by: User, goal_amount: Decimal, reason: str, base_amount: Decimal | None = None, stretch_amount: Decimal | None = None
) -> None:
    """Answer with another figure and its reason; now the other side is asked."""
    refuse_out_of_turn(target, by)
    amounts = {"base_amount": base_amount, "goal_amount": goal_amount, "stretch_amount": stretch_amount}
    last = target.proposals.last()
    if last.levels == amounts:
        raise Refused(_("These are the figures on the table. Agree to them, or name others."), field="goal_amount")
    lay(target, by, reason, amounts)
    put(target, amounts if target.is_proposed else target.levels, waits_for=target.side_of(by.pk).other)


@action(label=gettext_lazy("Agree and sign"), says=events.TARGET_AGREED, form=AgreeForm, when="is_on_the_table", icon="writing")
def agree(target: Target, *, by: User, note: str = "") -> None:
    """Both have signed the figure on the table: it is in force, and only re-planning changes it."""
    refuse_out_of_turn(target, by)
    last = target.proposals.last()
    amounts = last.levels
    TargetSignature.objects.create(target=target, person=last.made_by, side=last.side, note=last.reason, signed_at=last.made_at, **amounts)
    sign(target, by, amounts, note)
    if target.is_in_force and target.levels != amounts:
        _revise(target, by, amounts, last)
    put(target, amounts, state=TargetState.ACTIVE, waits_for="", agreed_at=clock.now())


@action(label=gettext_lazy("Decline"), says=events.REPLAN_REFUSED, form=DeclineForm, when="is_declinable", icon="circle-x")
def decline(target: Target, *, by: User, reason: str) -> None:
    """A re-planning for which the other side's consent is needed does not come about: what was agreed stays."""
    refuse_out_of_turn(target, by)
    target.revisions.filter(state=RevisionState.WAITING).update(state=RevisionState.REJECTED, decided_by=by, decided_at=clock.now())
    target.waits_for = ""
    target.save(update_fields=["waits_for"])


def refuse_out_of_turn(target: Target, by: User) -> None:
    if not by.is_system and target.side_of(by.pk) != target.waits_for:
        raise Refused(_("It is the other side's turn to answer."))


def lay(target: Target, by: User, reason: str, amounts: dict[str, Decimal | None] | None = None) -> None:
    """Put figures on the table: the target's own, unless others are named."""
    figures = amounts or target.levels
    TargetProposal.objects.create(target=target, made_by=by, side=target.side_of(by.pk), reason=reason, made_at=clock.now(), **figures)


def sign(target: Target, by: User, amounts: dict[str, Decimal | None], note: str = "") -> None:
    TargetSignature.objects.create(target=target, person=by, side=target.side_of(by.pk), note=note, signed_at=clock.now(), **amounts)


def _revise(target: Target, by: User, amounts: dict[str, Decimal | None], last: TargetProposal) -> None:
    """The figures change with the signature: the waiting re-planning comes true, or the counter-proposal is kept as one."""
    settled = {"state": RevisionState.APPLIED, "decided_by": by, "decided_at": clock.now()}
    if target.revisions.filter(state=RevisionState.WAITING).update(**settled):
        return
    refuse_unchanged(target, amounts)
    TargetRevision.objects.create(**revised(target, amounts), reason=last.reason[:300], replanned_by=last.made_by, **settled)
