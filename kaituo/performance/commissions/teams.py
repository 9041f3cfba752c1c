"""Who leads whom, as the engine asks: leads and the people of their teams, and leads over the leads of the teams below, with the days on which it holds.

A team without a lead is passed over: its people are led by the lead of the team above it.
"""

from collections import defaultdict
from datetime import date

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Membership, TeamPlacement
from kaituo.foundation.kernel.period import Period

from .documents import payee_of
from .engine.columns.inputs import Columns
from .engine.plan.components import Override
from .terms import Terms

Place = tuple[int, date, date]
"""Somebody or some team, from one day until another."""
NAMES = ("manager", "member", "starts", "ends")


class Tree:
    """The teams of the days in question."""

    def __init__(self, span: Period) -> None:
        self.leads: dict[int, list[Place]] = defaultdict(list)
        self.people: dict[int, list[Place]] = defaultdict(list)
        self.below: dict[int, list[Place]] = defaultdict(list)
        rows = Membership.objects.not_over(span.start).filter(starts_on__lt=span.end).order_by("pk")
        for who, team, is_lead, starts, ends in rows.values_list("user_id", "team_id", "is_lead", "starts_on", "ends_on"):
            (self.leads if is_lead else self.people)[team].append((who, starts, ends or FAR_FUTURE))
        placed = TeamPlacement.objects.not_over(span.start).filter(starts_on__lt=span.end).order_by("pk")
        for team, parent, starts, ends in placed.values_list("team_id", "parent_id", "starts_on", "ends_on"):
            self.below[parent].append((team, starts, ends or FAR_FUTURE))

    def links(self) -> set[tuple[int, int, date, date]]:
        found = set()
        for team, leads in list(self.leads.items()):
            for manager, starts, ends in leads:
                for member, first, last in self._led(team, starts, ends, frozenset()):
                    if member != manager:
                        found.add((manager, member, first, last))
        return found

    def _led(self, team: int, starts: date, ends: date, seen: frozenset[int]) -> list[Place]:
        """The people of a team, and of each team below it the leads; where it has none its people."""
        found = _within(self.people[team], starts, ends)
        for child, first, last in _within(self.below[team], starts, ends):
            if child in seen:
                continue
            found += _within(self.leads[child], first, last) if self.leads[child] else self._led(child, first, last, seen | {team})
        return found


def _within(places: list[Place], starts: date, ends: date) -> list[Place]:
    cut = [(who, max(starts, first), min(ends, last)) for who, first, last in places]
    return [place for place in cut if place[1] < place[2]]


def teams_of(terms: Terms, span: Period) -> Columns:
    """Empty where no component looks at teams."""
    if not any(isinstance(rule, Override) for rule in terms.rules):
        return Columns(NAMES, [])
    listed = sorted(Tree(span).links())
    return Columns(NAMES, [(payee_of(manager), payee_of(member), starts, ends) for manager, member, starts, ends in listed])


def sellers_of(terms: Terms, teams: Columns) -> set[int]:
    """Whose credits count although they are not on the plan: those below somebody who has a part of her team's sales."""
    levels = max((rule.levels for rule in terms.rules if isinstance(rule, Override) and rule.of == "sales"), default=0)
    found: set[int] = set()
    above = terms.payees
    for _level in range(levels):
        above = {int(member) for manager, member, *_days in teams.rows if int(manager) in above}
        found |= above
    return found
