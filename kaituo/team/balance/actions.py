"""The verbs of balance: reckon moves, take one out or put it back, carry them out as hand-overs, and take all of it back."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.sales.customers.models import Account
from kaituo.team.allocation.actions import handover as hand_overs
from kaituo.team.allocation.choices import HandOverReason
from kaituo.team.allocation.dividing import give_customers
from kaituo.team.allocation.models import HandOver, HandOverReceiver

from . import events
from .choices import Status
from .models import Rebalancing, RebalancingMove
from .suggesting import staying, suggest_moves


@action(label=gettext_lazy("Reckon moves"), says=events.MOVES_SUGGESTED, when="is_draft", icon="scale")
def suggest(rebalancing: Rebalancing, *, by: User) -> None:
    """By what stands today; whatever was taken out by hand is reckoned anew too."""
    suggest_moves(rebalancing, by)


@action(label=gettext_lazy("Take out"), says=events.MOVE_TAKEN_OUT, allow="change", when="may_be_taken_out", icon="x")
def take_out(move: RebalancingMove, *, by: User) -> None:
    """The customer stays where it is."""
    move.is_taken_out = True
    move.save(update_fields=["is_taken_out"])


@action(label=gettext_lazy("Put back"), says=events.MOVE_PUT_BACK, allow="change", when="may_be_put_back", icon="arrow-back-up")
def put_back(move: RebalancingMove, *, by: User) -> None:
    move.is_taken_out = False
    move.save(update_fields=["is_taken_out"])


@action(label=gettext_lazy("Carry out"), says=events.REBALANCED, when="is_draft", icon="user-share", danger=True)
def carry_out(rebalancing: Rebalancing, *, by: User) -> None:
    """All of it or nothing, a hand-over for each giver. What meanwhile went elsewhere, or has got a reason to stay, stays."""
    moves = list(rebalancing.moves.filter(is_taken_out=False).select_related("giver"))
    kept = staying(rebalancing, Account.objects.filter(pk__in=[move.account_id for move in moves]))
    of_giver: dict[User, list[RebalancingMove]] = defaultdict(list)
    for move in moves:
        if move.account_id not in kept:
            of_giver[move.giver].append(move)
    done = sum(_hand_over(rebalancing, giver, given, by) for giver, given in of_giver.items())
    if not done:
        raise Refused(_("There is nothing to move: reckon the moves anew."))
    rebalancing.status, rebalancing.done_at, rebalancing.done_by = Status.DONE, clock.now(), by
    rebalancing.save()


def _hand_over(rebalancing: Rebalancing, giver: User, moves: list[RebalancingMove], by: User) -> int:
    """Of what is still the giver's. Returns how many customers went."""
    theirs = set(Account.objects.active().filter(owner=giver, pk__in=[move.account_id for move in moves]).values_list("pk", flat=True))
    given = {move.account_id: move.receiver_id for move in moves if move.account_id in theirs}
    if not given:
        return 0
    row = HandOver(person=giver, reason=HandOverReason.BALANCE, note=f"{rebalancing} · {rebalancing.note}".removesuffix(" · "))
    records.create(row, by=by)
    for receiver in dict.fromkeys(given.values()):
        records.create(HandOverReceiver(handover=row, person_id=receiver), by=by)
    give_customers(row, given)
    hand_overs.carry_out(row, by=by)
    gone = row.rows.filter(is_done=True, model=Account._meta.label).values_list("record_id", flat=True)
    return rebalancing.moves.filter(account__in=list(gone), is_taken_out=False).update(hand_over=row)


@action(label=pgettext_lazy("re-balancing", "Take back"), says=events.REBALANCING_UNDONE, when="is_done", icon="arrow-back-up", danger=True)
def undo(rebalancing: Rebalancing, *, by: User) -> None:
    """Within 30 days. What the receivers passed on since stays where it is."""
    keys = rebalancing.moves.filter(hand_over__isnull=False).values("hand_over")
    for row in HandOver.objects.filter(pk__in=keys).order_by("pk"):
        if row.is_done:
            hand_overs.undo(row, by=by)
    rebalancing.status, rebalancing.undone_at = Status.UNDONE, clock.now()
    rebalancing.save()
