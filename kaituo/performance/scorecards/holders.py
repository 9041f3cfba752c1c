"""Whose cards a template fills in a period: the people and teams it is given to, with the days on which they were there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Membership, Team, TeamPath, User
from kaituo.foundation.kernel.period import Period

from .choices import Subject
from .models import Assignment, Template


@dataclass
class Holder:
    """`teams`: of a team's card, the team and those below it. `days`: the spans of the period on which a person belonged to a team."""

    person: User | None = None
    team: Team | None = None
    owner_id: int | None = None
    teams: frozenset[int] = frozenset()
    days: list[Period] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, int]:
        return ("person", self.person.pk) if self.person else ("team", self.team.pk)


def holders_of(template: Template, period: Period) -> list[Holder]:
    """In five queries at most, however many they are."""
    given = list(Assignment.objects.within(period.start, period.end).filter(template=template).select_related("person", "team"))
    below = _below({row.team_id for row in given if row.team_id}, period)
    if template.subject == Subject.TEAM:
        return _teams([row.team for row in given], below, period)
    teams = {team for row in given if row.team_id for team in below[row.team_id]}
    named = {row.person_id for row in given if row.person_id}
    return _people(teams, named, period)


def _below(roots: set[int], period: Period) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    paths = TeamPath.objects.within(period).filter(ancestor__in=roots)
    for ancestor, descendant in paths.values_list("ancestor_id", "descendant_id"):
        found[ancestor].add(descendant)
    return found


def _people(teams: set[int], named: set[int], period: Period) -> list[Holder]:
    """Members who do not lead, and whoever is named herself."""
    rows = Membership.objects.filter(starts_on__lt=period.end, user__is_system=False).select_related("user").order_by("user__sort_key", "starts_on")
    found: dict[int, Holder] = {}
    for row in rows:
        until = min(row.ends_on or FAR_FUTURE, period.end)
        start = max(row.starts_on, period.start)
        wanted = row.user_id in named or (row.team_id in teams and not row.is_lead)
        if wanted and until > start:
            holder = found.setdefault(row.user_id, Holder(person=row.user, owner_id=row.user_id))
            holder.days.append(Period(start, until))
    return list(found.values())


def _teams(teams: Iterable[Team], below: dict[int, set[int]], period: Period) -> list[Holder]:
    day = period.last_day
    leads = dict(Membership.objects.on(day).filter(team__in=list(below), is_lead=True).values_list("team_id", "user_id"))
    return [Holder(None, team, leads.get(team.pk), frozenset(below[team.pk]), [period]) for team in teams]
