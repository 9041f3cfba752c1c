"""Whose cards a template fills in a period: the people and teams it is given to, with the days on which they were there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Membership, TeamPath
from kaituo.foundation.kernel.period import Period

from .choices import Subject
from .models import Assignment, Template


@dataclass
class Holder:
    """`teams`: of a team's card, the team and those below it. `days`: the spans of the period on which a person belonged to a team."""

    person_id: int | None = None
    team_id: int | None = None
    owner_id: int | None = None
    teams: frozenset[int] = frozenset()
    days: list[Period] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, int]:
        return ("person", self.person_id) if self.person_id else ("team", self.team_id)


def holders_of(template: Template, period: Period) -> list[Holder]:
    """In five queries at most, however many they are."""
    given = list(Assignment.objects.within(period.start, period.end).filter(template=template))
    roots = list(dict.fromkeys(row.team_id for row in given if row.team_id))
    below = _below(roots, period)
    if template.subject == Subject.TEAM:
        return _teams(roots, below, period)
    teams = {team for root in roots for team in below[root]}
    named = {row.person_id for row in given if row.person_id}
    return _people(teams, named, period)


def _below(roots: list[int], period: Period) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    paths = TeamPath.objects.within(period).filter(ancestor__in=roots)
    for ancestor, descendant in paths.values_list("ancestor_id", "descendant_id"):
        found[ancestor].add(descendant)
    return found


def _people(teams: set[int], named: set[int], period: Period) -> list[Holder]:
    """Members who do not lead, and whoever is named herself."""
    rows = Membership.objects.filter(starts_on__lt=period.end, user__is_system=False).order_by("user__sort_key", "starts_on")
    found: dict[int, Holder] = {}
    for person, team, is_lead, starts_on, ends_on in rows.values_list("user_id", "team_id", "is_lead", "starts_on", "ends_on"):
        until = min(ends_on or FAR_FUTURE, period.end)
        start = max(starts_on, period.start)
        if (person in named or (team in teams and not is_lead)) and until > start:
            if person not in found:
                found[person] = Holder(person, owner_id=person)
            found[person].days.append(period if (start, until) == (period.start, period.end) else Period(start, until))
    return list(found.values())


def _teams(teams: Iterable[int], below: dict[int, set[int]], period: Period) -> list[Holder]:
    day = period.last_day
    leads = dict(Membership.objects.on(day).filter(team__in=list(below), is_lead=True).values_list("team_id", "user_id"))
    return [Holder(None, team, leads.get(team), frozenset(below[team]), [period]) for team in teams]
