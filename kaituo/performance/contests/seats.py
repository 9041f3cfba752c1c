"""The seats of a contest: whose entries count for whom. A person's her own; a team's those of its teams as they were; a relay's those of its runners."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kaituo.foundation.identity.models import Membership, TeamPath
from kaituo.foundation.kernel.period import Period

from .choices import Kind
from .models import Contest, Entrant


@dataclass(frozen=True)
class Seat:
    """`heads`: how many a team's figure is shared by where it is compared per head."""

    entrant: Entrant
    people: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    heads: int = 1

    @property
    def key(self) -> int:
        return self.entrant.pk


def seats_of(contest: Contest, today: date) -> list[Seat]:
    entrants = list(contest.entrants.filter(archived_at=None).select_related("person", "team"))
    if not contest.is_of_teams:
        return [Seat(each, people=frozenset({each.person_id})) for each in entrants]
    if contest.kind == Kind.RELAY:
        return [Seat(each, people=frozenset(each.legs)) for each in entrants]
    below = teams_below([each.team_id for each in entrants], contest.period)
    heads = heads_in(below, min(today, contest.last_on)) if contest.is_per_head else {}
    return [Seat(each, teams=frozenset(below[each.team_id]), heads=heads.get(each.team_id, 1)) for each in entrants]


def teams_below(roots: Iterable[int], period: Period) -> dict[int, set[int]]:
    """{team: itself and those below it in the period}."""
    found: dict[int, set[int]] = defaultdict(set)
    paths = TeamPath.objects.within(period).filter(ancestor__in=list(roots))
    for ancestor, descendant in paths.values_list("ancestor_id", "descendant_id"):
        found[ancestor].add(descendant)
    return found


def heads_in(below: dict[int, set[int]], day: date) -> dict[int, int]:
    """{team: its members on the day, without whoever leads}."""
    teams = {team for found in below.values() for team in found}
    members: dict[int, set[int]] = defaultdict(set)
    for team, person in Membership.objects.on(day).filter(team__in=teams, is_lead=False).values_list("team_id", "user_id"):
        members[team].add(person)
    return {root: len({person for team in found for person in members[team]}) for root, found in below.items()}
