"""The verbs of a hand-over: plan who gets what, carry it out, take it back."""

from collections import defaultdict
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.belongings import BELONGINGS, pass_on
from kaituo.foundation.records.facts import RECORD_HANDED_BACK, RECORD_HANDED_OVER
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.sales.customers.models import Account

from .. import events
from ..choices import HandOverStatus
from ..dividing import divide
from ..models import HandOver, HandOverRow

UNDO_DAYS = 30


@action(label=gettext_lazy("Divide"), says=events.HAND_OVER_PLANNED, when="is_draft", icon="arrows-split")
def plan(handover: HandOver, *, by: User) -> None:
    """List everything the person answers for, and propose who gets what; a second time anew, without what was changed by hand."""
    refuse_out_of_reach(handover, by)
    divide(handover)


@action(label=gettext_lazy("Carry out"), says=events.HANDED_OVER, when="is_draft", icon="user-share", danger=True)
def carry_out(handover: HandOver, *, by: User) -> None:
    """All of it or nothing. Stages, days and history stay as they are; what meanwhile went to somebody else stays there."""
    refuse_out_of_reach(handover, by)
    rows = list(handover.rows.filter(is_passed_on=True).order_by("pk"))
    if not rows:
        raise Refused(_("Nothing is divided yet, or there is nothing to hand over."))
    missing = sum(row.receiver_id is None for row in rows)
    if missing:
        raise Refused(_("%(count)s records have no receiver yet.") % {"count": missing})
    moved = _pass_on(rows, handover.person, by)
    HandOverRow.objects.filter(pk__in=moved).update(is_done=True)
    handover.status, handover.done_at, handover.done_by = HandOverStatus.DONE, clock.now(), by
    handover.save()


def _pass_on(rows: list[HandOverRow], former: User, by: User) -> list[int]:
    people = User.objects.in_bulk({row.receiver_id for row in rows})
    idle = [person for person in people.values() if not person.may_sign_in]
    if idle:
        raise Refused(_("%(person)s may not sign in and cannot receive anything.") % {"person": idle[0]})
    done = []
    for label, kind in BELONGINGS.items():
        mine = {row.record_id: row for row in rows if row.model == label}
        if mine:
            moved = pass_on(kind, {pk: people[row.receiver_id] for pk, row in mine.items()}, former, by=by, says=RECORD_HANDED_OVER)
            done += [mine[pk].pk for pk in moved]
    return done


@action(label=pgettext_lazy("hand-over", "Take back"), says=events.HAND_OVER_UNDONE, when="is_done", icon="arrow-back-up", danger=True)
def undo(handover: HandOver, *, by: User) -> None:
    """Within 30 days. What the receivers passed on since stays where it is."""
    if handover.done_at is None or clock.now() - handover.done_at > timedelta(days=UNDO_DAYS):
        raise Refused(_("A hand-over can be taken back for %(days)s days.") % {"days": UNDO_DAYS})
    given: dict[tuple[str, int], dict[int, User]] = defaultdict(dict)
    for row in handover.rows.filter(is_done=True).order_by("pk"):
        given[row.model, row.receiver_id][row.record_id] = handover.person
    people = User.objects.in_bulk({receiver for _label, receiver in given})
    for label, kind in BELONGINGS.items():
        for (model, receiver), keys in given.items():
            if model == label:
                pass_on(kind, keys, people[receiver], by=by, says=RECORD_HANDED_BACK)
    handover.status, handover.undone_at = HandOverStatus.UNDONE, clock.now()
    handover.save()


def refuse_out_of_reach(handover: HandOver, by: User) -> None:
    """Whose customers one may transfer, those one may hand over: as the organisation stood on the person's last day."""
    reach = owners_in_reach(by, Account, "transfer", on=last_day(handover))
    if reach is not None and handover.person_id not in reach:
        raise PermissionDenied(_("You may not hand over what %(person)s holds.") % {"person": handover.person})


def last_day(handover: HandOver) -> date:
    """On which the person still stood where her customers were hers."""
    today, after = clock.today(), handover.access_ends_on or handover.moves_on
    return min(today, after - timedelta(days=1)) if after else today
