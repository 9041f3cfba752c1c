"""Who leads a person on a day: the leads of the nearest team, from her own upwards, that somebody else leads."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .models import Membership, TeamPath, User

Steps = dict[int, list[tuple[int, int]]]
"""{team: how far up, and which team}, the team itself with them."""


def leaders_of(people: Iterable[User], day: date) -> dict[int, list[User]]:
    """{id of the person: her leaders}, in three queries however many people; who has none is left out."""
    teams: dict[int, list[int]] = defaultdict(list)
    for person, team in Membership.objects.on(day).filter(user__in={each.pk for each in people}).values_list("user_id", "team_id"):
        teams[person].append(team)
    steps = _upwards({team for own in teams.values() for team in own}, day)
    leads = _leads({above for found in steps.values() for _depth, above in found}, day)
    found = {person: _nearest(person, sorted(step for team in own for step in steps[team]), leads) for person, own in teams.items()}
    return {person: leaders for person, leaders in found.items() if leaders}


def _upwards(teams: set[int], day: date) -> Steps:
    found: Steps = defaultdict(list)
    paths = TeamPath.objects.on(day).filter(descendant__in=teams)
    for team, depth, above in paths.values_list("descendant_id", "depth", "ancestor_id"):
        found[team].append((depth, above))
    return found


def _leads(teams: set[int], day: date) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    for row in Membership.objects.on(day).filter(team__in=teams, is_lead=True, user__is_active=True).select_related("user").order_by("user__pk"):
        found[row.team_id].append(row.user)
    return found


def _nearest(person: int, steps: list[tuple[int, int]], leads: dict[int, list[User]]) -> list[User]:
    return next((others for _depth, team in steps if (others := [lead for lead in leads[team] if lead.pk != person])), [])
