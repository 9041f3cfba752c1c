"""How far a person reaches in today's organisation: the teams she reads, who is in them, what others shared with her.

Each part is read at most once for a person in hand, and then stands as short lists in her queries instead of nested questions.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from .choices import Scope, TeamKind

if TYPE_CHECKING:
    from .models import User

FEW = 200
"""So many owners are named in a query; more are left to the database."""

Shareable = tuple[str, str]


class Reach:
    """The reach of one person on one day."""

    def __init__(self, user: "User", day: date) -> None:
        self.user, self.day = user, day
        self._shared: frozenset[Shareable] | None = None
        self._owners: dict[frozenset[Scope], list[int] | QuerySet] = {}

    @property
    def shared(self) -> frozenset[Shareable]:
        """(model, verb) of everything shared with the person or a team of hers."""
        if self._shared is None:
            self._shared = frozenset(self.shares().order_by().values_list("model", "verb").distinct())
        return self._shared

    def shares(self) -> QuerySet:
        own_teams = self._memberships().filter(user=self.user).values("team_id")
        return apps.get_model("identity", "Share").objects.on(self.day).filter(Q(user=self.user) | Q(team__in=own_teams))

    def owners(self, scopes: frozenset[Scope]) -> list[int] | QuerySet:
        """Whose rows the scopes reach, as ids; a query of them where they are many."""
        if scopes not in self._owners:
            self._owners[scopes] = self._owners_of(scopes)
        return self._owners[scopes]

    def teams_of(self, scopes: frozenset[Scope]) -> QuerySet:
        """The keys of the teams that the scopes reach."""
        teams = self._teams(scopes)
        return self._memberships().none().values("team_id") if teams is None else teams

    def _owners_of(self, scopes: frozenset[Scope]) -> list[int] | QuerySet:
        own = {self.user.pk, *self.user.rights.helps} if scopes else set()
        teams = self._teams(scopes)
        if teams is None:
            return sorted(own)
        members = self._memberships().filter(team__in=teams).order_by().values_list("user_id", flat=True)
        found = set(members.distinct()[: FEW + 1])
        if len(found) <= FEW:
            return sorted(own | found)
        everybody = apps.get_model("identity", "User").objects.order_by()
        return everybody.filter(Q(pk__in=members) | Q(pk__in=own)).values("pk")

    def _teams(self, scopes: frozenset[Scope]) -> QuerySet | None:
        own = self._memberships().filter(user=self.user)
        paths = apps.get_model("identity", "TeamPath").objects.filter(starts_on__lte=self.day, ends_on__gt=self.day)
        roots = {
            Scope.TEAM: (own, {"depth": 0}),
            Scope.SUBTREE: (own.filter(is_lead=True), {}),
            Scope.AGENCY: (own.filter(team__kind__in=[TeamKind.AGENCY, TeamKind.PARTNER]), {}),
        }
        wanted = [Q(ancestor__in=root.values("team_id"), **more) for scope, (root, more) in roots.items() if scope in scopes]
        if not wanted:
            return None
        condition = wanted[0]
        for more in wanted[1:]:
            condition |= more
        return paths.filter(condition).values("descendant_id")

    def _memberships(self) -> QuerySet:
        return apps.get_model("identity", "Membership").objects.on(self.day)
