"""Who may decide a request, and how she reaches it.

The approvers of the current level, and those to whom they delegate, are given shares: to see and decide the request, and to see the record it is about, which
need not lie within their own reach. The shares to decide end with the level; those to see end by themselves.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import RoleAssignment, Share, User

from .choices import Approver
from .models import Delegation, FlowLevel, Request
from .queries import APPROVE, REQUEST

DECIDING = (APPROVE, "reject")
SEEN_FOR = timedelta(days=90)


def levels_of(request: Request) -> list[FlowLevel]:
    """The levels of its flow; where no flow applies, the asker's lead alone."""
    return (list(request.flow.levels.all()) if request.flow_id else []) or [FlowLevel(approver=Approver.LEAD)]


def approvers(request: Request, on: date) -> list[User]:
    """Who decides the current level; never the asker."""
    level = levels_of(request)[request.level]
    if level.approver == Approver.LEAD:
        return leads_above(request.asked_by, on)
    if level.approver == Approver.ROLE:
        found = User.objects.filter(pk__in=RoleAssignment.objects.on(on).filter(role=level.role).values("user_id"), is_active=True)
    else:
        found = User.objects.filter(pk=level.person_id, is_active=True)
    return list(found.exclude(pk=request.asked_by_id))


def leads_above(person: User, on: date) -> list[User]:
    """The leads of the nearest team, from the person's own upwards, that someone else leads."""
    return leaders_of([person], on).get(person.pk, [])


def entitle(request: Request, people: list[User], on: date) -> None:
    """Let these people, and their delegates while they stand in, see and decide the request."""
    shares = [share for person in people for share in _shares(request, person.pk, on, None)]
    for delegation in Delegation.objects.filter(person__in=people).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        shares += delegated(request, delegation, on)
    Share.objects.bulk_create(shares)


def delegated(request: Request, delegation: Delegation, on: date) -> list[Share]:
    if delegation.delegate_id == request.asked_by_id:
        return []
    return _shares(request, delegation.delegate_id, max(on, delegation.starts_on), delegation.ends_on)


def settle_delegate(delegate: User, on: date) -> None:
    """Say anew what this person may decide for others: after a delegation to her began, changed or ended."""
    own = Share.objects.filter(user=delegate, model=REQUEST, verb__in=DECIDING)
    for request in Request.objects.waiting().filter(pk__in=own.values("record_id")):
        if delegate not in approvers(request, on):
            own.filter(record_id=request.pk).delete()
    standing = Delegation.objects.not_over(on).filter(delegate=delegate).select_related("person")
    shares = []
    for delegation in standing:
        shares += [each for request in Request.objects.waiting_for(delegation.person) for each in delegated(request, delegation, on)]
    Share.objects.bulk_create(shares)


def end_deciding(request: Request) -> None:
    Share.objects.filter(model=REQUEST, record_id=request.pk, verb__in=DECIDING).delete()


def principal(request: Request, by: User) -> User | None:
    """For whom a delegate decides; None: for herself."""
    today = timezone.localdate()
    people = approvers(request, today)
    if by in people:
        return None
    held = Delegation.objects.on(today).filter(delegate=by, person__in=people).select_related("person").first()
    return held.person if held else None


def _shares(request: Request, user_id: int, starts_on: date, ends_on: date | None) -> list[Share]:
    seen_until = min(ends_on or FAR_FUTURE, starts_on + SEEN_FOR)
    seen = [(REQUEST, request.pk), (request.model, request.record_id)]
    shares = [Share(model=model, record_id=pk, verb="view", user_id=user_id, starts_on=starts_on, ends_on=seen_until) for model, pk in seen]
    deciding = [Share(model=REQUEST, record_id=request.pk, verb=verb, user_id=user_id, starts_on=starts_on, ends_on=ends_on) for verb in DECIDING]
    return shares + deciding
