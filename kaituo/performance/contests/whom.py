"""Who takes part in a contest: whoever fits its lines on its first day, or today if that is later; teams where teams compete."""

from collections.abc import Iterable
from datetime import date

from kaituo.foundation.identity.models import Membership, TeamPath, User
from kaituo.foundation.records import clock
from kaituo.performance.reviews.engagements import engaged_as

from .choices import Kind
from .models import Contest, ContestScope, Entrant


def called(contest: Contest) -> list[Entrant]:
    """Not yet written; everybody once."""
    day = max(contest.starts_on, clock.today())
    scopes = list(contest.scopes.filter(archived_at=None).select_related("team", "person"))
    if contest.is_of_teams:
        teams = dict.fromkeys(scope.team_id for scope in scopes if scope.team_id)
        return [Entrant(contest=contest, team_id=team, legs=legs_of(contest, scopes, team, day)) for team in teams]
    return [Entrant(contest=contest, person=person) for person in fitting(scopes, day)]


def legs_of(contest: Contest, scopes: Iterable[ContestScope], team: int, day: date) -> list[int]:
    """In the order of the lines that name a person of the team; where none does, all members in the order of their names."""
    if contest.kind != Kind.RELAY:
        return []
    named = [scope.person_id for scope in scopes if scope.team_id == team and scope.person_id]
    return list(dict.fromkeys(named)) or [person.pk for person in members([team], day)]


def fitting(scopes: Iterable[ContestScope], day: date) -> list[User]:
    wanted = {person for scope in scopes for person in _of(scope, day)}
    return list(User.objects.people().filter(pk__in=wanted, is_active=True).order_by("sort_key", "pk"))


def members(teams: Iterable[int], day: date, *, with_leads: bool = False) -> list[User]:
    """Of these teams and those below them; whoever leads organises, unless the line says otherwise."""
    rows = Membership.objects.on(day).filter(team__in=_below(teams, day))
    rows = rows if with_leads else rows.filter(is_lead=False)
    return list(User.objects.people().filter(pk__in=rows.values("user"), is_active=True).order_by("sort_key", "pk"))


def _of(scope: ContestScope, day: date) -> set[int]:
    found: set[int] | None = {scope.person_id} if scope.person_id else None
    if scope.team_id:
        team = {person.pk for person in members([scope.team_id], day, with_leads=scope.with_leads)}
        found = team if found is None else found & team
    if scope.engagement:
        engaged = engaged_as(scope.engagement)
        found = engaged if found is None else found & engaged
    return found or set()


def _below(teams: Iterable[int], day: date) -> list[int]:
    paths = TeamPath.objects.on(day).filter(ancestor__in=list(teams))
    return list(paths.values_list("descendant_id", flat=True))
