"""Targets that one side sets alone: set, changed while nobody signed, taken out of force; and who closes a gap."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import LEVELS, TargetState
from ..forms import GapForm, ReplanForm, WithdrawForm
from ..models import Target, TargetRevision

CENTS = 2


def set_target(*, by: User, **values) -> Target:
    """Give a person or a team a target. `values`: measure, person or team, kind, starts_on (any day of the period), goal_amount and the other levels."""
    return records.create(Target(**values), by=by, says=events.TARGET_SET)


@action(label=gettext_lazy("Re-plan"), says=events.TARGET_REPLANNED, form=ReplanForm, when="is_freely_replannable", icon="adjustments")
def replan(
    target: Target, *, by: User, goal_amount: Decimal, reason: str, base_amount: Decimal | None = None, stretch_amount: Decimal | None = None
) -> None:
    """Change the amounts of a running target that nobody signed; what they were stays to be read beside the reason."""
    amounts = {"base_amount": base_amount, "goal_amount": goal_amount, "stretch_amount": stretch_amount}
    refuse_unchanged(target, amounts)
    TargetRevision.objects.create(**revised(target, amounts), reason=reason, replanned_by=by)
    put(target, amounts)


@action(label=gettext_lazy("Withdraw"), says=events.TARGET_WITHDRAWN, form=WithdrawForm, when="is_withdrawable", icon="circle-x", danger=True)
def withdraw(target: Target, *, by: User, reason: str) -> None:
    """The target no longer counts. What was cascaded from it stays. Whoever cannot set targets takes back only what she proposed herself."""
    if not may(by, "create", target) and not (target.is_proposed and target.created_by_id == by.pk):
        raise PermissionDenied(_("Only whoever leads takes a target out of force. Ask to re-plan it."))
    target.state, target.waits_for = TargetState.WITHDRAWN, ""
    target.save(update_fields=["state", "waits_for"])


@action(label=pgettext_lazy("gap", "Say who closes the gap"), says=events.GAP_TAKEN, allow="cascade", form=GapForm, when="is_cascadable", icon="flag")
def take_gap(target: Target, *, by: User, gap_owner: User, gap_plan: str) -> None:
    """What the targets below miss of this one belongs to a named person, with how it is to be closed."""
    target.gap_owner, target.gap_plan = gap_owner, gap_plan
    target.save(update_fields=["gap_owner", "gap_plan"])


@action(label=pgettext_lazy("pace", "Note"), says=events.PACE_TOLD, when="is_in_force")
def note_pace(target: Target, *, by: User, told_band: str) -> None:
    """By the night's job: which band of pace was told last, so that nobody hears of it twice."""
    target.told_band = told_band
    target.save(update_fields=["told_band"])


@action(label=pgettext_lazy("answer", "Note"), says=events.ANSWER_REMINDED, when="is_on_the_table")
def note_answer_reminder(target: Target, *, by: User, answer_reminded_on: date) -> None:
    """By the morning's job: when whoever owes the answer was reminded last."""
    target.answer_reminded_on = answer_reminded_on
    target.save(update_fields=["answer_reminded_on"])


def refuse_unchanged(target: Target, amounts: dict[str, Decimal | None]) -> None:
    if target.levels == amounts:
        raise Refused(_("These are the present amounts."), field="goal_amount")


def revised(target: Target, amounts: dict[str, Decimal | None]) -> dict[str, object]:
    """The columns of a re-planning: what the amounts are, and what they become."""
    return {"target": target} | target.levels | {f"new_{level}": amounts[level] for level in LEVELS}


def put(target: Target, amounts: dict[str, Decimal | None], **more: object) -> None:
    """Write the amounts and whatever else changes with them, checked."""
    cents = {name: None if value is None else round_half_up(value, CENTS) for name, value in amounts.items()}
    for name, value in (cents | more).items():
        setattr(target, name, value)
    target.full_clean()
    target.save(update_fields=[*amounts, *more])
