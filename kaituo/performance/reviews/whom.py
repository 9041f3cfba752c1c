"""Who is reviewed in a cycle, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import Membership, RoleAssignment, TeamPath, User
from kaituo.foundation.records import clock

from .engagements import engaged_as
from .models import Cycle, CycleScope


@dataclass
class Called:
    """`pairs`: each person with her reviewer; `alone`: whom nobody leads, so that nobody could write the review."""

    pairs: list[tuple[User, User]] = field(default_factory=list)
    alone: list[User] = field(default_factory=list)


def called(cycle: Cycle) -> Called:
    """As the organisation is on the last day of the period, or today while it runs."""
    day = min(cycle.period.last_day, clock.today())
    return paired(_fitting(cycle.scopes.all(), day), day)


def paired(people: Iterable[User], day: date) -> Called:
    listed = list(people)
    leaders, found = leaders_of(listed, day), Called()
    for person in listed:
        if person.pk in leaders:
            found.pairs.append((person, leaders[person.pk][0]))
        else:
            found.alone.append(person)
    return found


def _fitting(scopes: Iterable[CycleScope], day: date) -> list[User]:
    wanted: set[int] = set()
    for scope in scopes:
        wanted |= _of(scope, day)
    return list(User.objects.people().filter(pk__in=wanted, is_active=True).order_by("sort_key", "pk"))


def _of(scope: CycleScope, day: date) -> set[int]:
    members = Membership.objects.on(day)
    if not scope.with_leads:
        members = members.filter(is_lead=False)
    if scope.team_id:
        paths = TeamPath.objects.on(day).filter(ancestor=scope.team_id)
        members = members.filter(team__in=paths.values("descendant"))
    found = set(members.values_list("user_id", flat=True))
    if scope.role_id:
        found &= set(RoleAssignment.objects.on(day).filter(role=scope.role_id).values_list("user_id", flat=True))
    return found & engaged_as(scope.engagement) if scope.engagement else found
