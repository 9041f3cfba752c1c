"""Who may look at a report or dashboard, and what is due to be sent."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Openness

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User

LOOKS = {VIEW, "export"}


class OpenedQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """Its owner; to look, also those whom the owner opened it for. What is open to the company is so for roles that see it in the widest scope."""
        own = Q(owner=user)
        if verb not in LOOKS:
            return own
        teams = user.reach_on(day).teams_of(frozenset({Scope.TEAM}))
        condition = own | Q(openness=Openness.TEAM, team__in=teams) | Q(openness=Openness.ROLE, role__key__in=user.rights.roles)
        if Scope.ALL in user.rights.reach(self.model._meta.label, VIEW):
            condition |= Q(openness=Openness.COMPANY)
        return condition


class DispatchQuerySet(RecordQuerySet):
    def due(self, now: datetime) -> "DispatchQuerySet":
        return self.active().filter(is_on=True, next_at__lte=now)
