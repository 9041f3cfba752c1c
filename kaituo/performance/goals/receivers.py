"""Who receives a share of a team's target: the teams directly below it and its own members who do not lead it, each with the days they are there."""

from dataclasses import dataclass, field
from datetime import date

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Membership, Team, TeamPath, User
from kaituo.foundation.kernel.period import Period

from .models import Target


@dataclass
class Receiver:
    """A team below or a member; `engaged` holds the days of the period on which a member belongs to the team."""

    holder: Team | User
    engaged: list[Period] = field(default_factory=list)

    @property
    def is_team(self) -> bool:
        return isinstance(self.holder, Team)

    @property
    def key(self) -> str:
        """How a form names the receiver's weight."""
        return f"weight_{'team' if self.is_team else 'person'}_{self.holder.pk}"

    @property
    def lookup(self) -> dict[str, object]:
        return {"team": self.holder} if self.is_team else {"person": self.holder}


def receivers_of(target: Target) -> list[Receiver]:
    period = target.period
    paths = TeamPath.objects.within(period).filter(ancestor=target.team_id, depth=1)
    teams = Team.objects.filter(pk__in=paths.values("descendant"))
    return [*(Receiver(team, [period]) for team in teams), *_members(target.team_id, period)]


def engaged_in(team_id: int, people: list[int], period: Period) -> dict[int, list[Period]]:
    """{person: the spans of the period in which she belongs to the team}, also of whoever has left; whoever does not at all has none."""
    found: dict[int, list[Period]] = {person: [] for person in people}
    rows = Membership.objects.filter(team=team_id, user__in=people, starts_on__lt=period.end).order_by("starts_on")
    for row in rows:
        start, until = max(row.starts_on, period.start), min(row.ends_on or FAR_FUTURE, period.end)
        if until > start:
            found[row.user_id].append(Period(start, until))
    return found


def spans_of(target: Target, start: date, end: date) -> list[Period]:
    """When the person was in any team between two days; a team is always there."""
    if target.team_id:
        return [Period(start, end)]
    rows = Membership.objects.filter(user=target.person_id, starts_on__lt=end)
    spans = [(max(row.starts_on, start), min(row.ends_on or FAR_FUTURE, end)) for row in rows]
    return [Period(first, last) for first, last in spans if last > first]


def _members(team_id: int, period: Period) -> list[Receiver]:
    found: dict[int, Receiver] = {}
    rows = Membership.objects.filter(team=team_id, is_lead=False, starts_on__lt=period.end, user__is_active=True).select_related("user")
    for row in rows.order_by("user__sort_key", "starts_on"):
        until = min(row.ends_on or FAR_FUTURE, period.end)
        start = max(row.starts_on, period.start)
        if until > start:
            found.setdefault(row.user_id, Receiver(row.user)).engaged.append(Period(start, until))
    return list(found.values())
