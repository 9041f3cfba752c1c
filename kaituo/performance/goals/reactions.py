"""Who hears of targets, what follows from an approval, and what targets show when somebody leaves: they are withdrawn or set anew by hand, never passed on."""

from kaituo.foundation.approvals.events import REQUEST_APPROVED, REQUEST_REJECTED, REQUEST_WITHDRAWN
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.models import Event

from .actions.replanning import REPLAN, call_off, settle
from .choices import RevisionState, Side
from .events import REPLAN_ASKED, REPLAN_REFUSED, TARGET_AGREED, TARGET_COUNTERED, TARGET_OFFERED, TARGET_PROPOSED, TARGET_REPLANNED
from .models import Target, TargetRevision
from .notices import AGREED, REFUSED, REPLANNED, YOUR_TURN

belonging(
    "goals.Target",
    lambda person: Target.objects.standing().filter(person=person, ends_on__gt=clock.today()),
    is_passed_on=False,
)


@during(REQUEST_APPROVED, REQUEST_REJECTED, REQUEST_WITHDRAWN)
def settle_re_plannings(events: list[Event]) -> None:
    outcomes = {event.subject_id: event for event in events}
    for request in Request.objects.filter(pk__in=outcomes, kind=REPLAN, model=Target._meta.label):
        event = outcomes[request.pk]
        revision = TargetRevision.objects.filter(target=request.record_id, state=RevisionState.WAITING).select_related("target").first()
        if revision is None:
            continue
        if event.name == REQUEST_WITHDRAWN.name:
            call_off(revision, by=event.actor)
        else:
            settle(revision, is_approved=event.name == REQUEST_APPROVED.name, by=event.actor)


@during(TARGET_PROPOSED, TARGET_OFFERED, TARGET_COUNTERED, REPLAN_ASKED, subject="goals.Target")
def tell_whose_turn_it_is(events: list[Event]) -> None:
    for event in events:
        target = _target(event)
        if target.waits_for:
            tell(_of_side(target, target.waits_for), YOUR_TURN, target, by=event.actor, goal=_figure(target))


@during(TARGET_AGREED, subject="goals.Target")
def tell_of_agreements(events: list[Event]) -> None:
    for event in events:
        target = _target(event)
        tell(_of_side(target, target.side_of(event.actor_id).other), AGREED, target, by=event.actor, goal=_figure(target))


@during(TARGET_REPLANNED, REPLAN_REFUSED, subject="goals.Target")
def tell_of_re_plannings(events: list[Event]) -> None:
    for event in events:
        target = _target(event)
        kind = REPLANNED if event.name == TARGET_REPLANNED.name else REFUSED
        people = {each.pk: each for each in (*_of_side(target, Side.HOLDER), *_asker_of(target))}
        tell(people.values(), kind, target, by=event.actor, goal=_figure(target), reason=event.inputs.get("reason", ""))


def _target(event: Event) -> Target:
    return Target.objects.select_related("person", "team", "owner").get(pk=event.subject_id)


def _of_side(target: Target, side: str) -> list[User]:
    """Whoever is to reach it; or whoever spoke last for the other side, else whoever leads."""
    if side == Side.HOLDER:
        return [target.owner] if target.owner else []
    spoke = target.proposals.filter(side=Side.LEADER).select_related("made_by").last()
    if spoke is not None and not spoke.made_by.is_system:
        return [spoke.made_by]
    return leaders_of([target.owner], clock.today()).get(target.owner_id, []) if target.owner else []


def _asker_of(target: Target) -> list[User]:
    last = target.revisions.select_related("replanned_by").first()
    return [last.replanned_by] if last else []


def _figure(target: Target) -> str:
    last = target.proposals.last() if target.waits_for else None
    amount = last.goal_amount if last else target.goal_amount
    return str(Money(amount, target.currency)) if target.currency else f"{amount.normalize():f}"
