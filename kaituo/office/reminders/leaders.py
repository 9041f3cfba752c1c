"""Who leads a person on a day: whoever leads her team, or where she does so herself, or nobody, the next team above."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kaituo.foundation.identity.models import Membership, TeamPath, User


def leaders_of(people: Iterable[User], day: date) -> dict[int, list[User]]:
    """{id of the person: her leaders}, in three queries."""
    ids = {person.pk for person in people}
    teams: dict[int, list[int]] = defaultdict(list)
    for user, team in Membership.objects.on(day).filter(user__in=ids).values_list("user_id", "team_id"):
        teams[user].append(team)
    above = _above({team for found in teams.values() for team in found}, day)
    leads: dict[int, list[User]] = defaultdict(list)
    wanted = {team for path in above.values() for team in path}
    for member in Membership.objects.on(day).filter(team__in=wanted, is_lead=True, user__is_active=True).select_related("user"):
        leads[member.team_id].append(member.user)
    return {pk: found for pk in ids if (found := _first(pk, teams[pk], above, leads))}


def _above(teams: set[int], day: date) -> dict[int, list[int]]:
    """Each team with those above it, the nearest first."""
    rows = TeamPath.objects.filter(descendant__in=teams, starts_on__lte=day, ends_on__gt=day).order_by("depth")
    found: dict[int, list[int]] = {team: [team] for team in teams}
    for ancestor, descendant in rows.values_list("ancestor_id", "descendant_id"):
        if ancestor not in found[descendant]:
            found[descendant].append(ancestor)
    return found


def _first(person: int, teams: list[int], above: dict[int, list[int]], leads: dict[int, list[User]]) -> list[User]:
    for team in teams:
        for each in above[team]:
            others = [user for user in leads[each] if user.pk != person]
            if others:
                return others
    return []
