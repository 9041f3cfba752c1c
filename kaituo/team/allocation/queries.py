"""Adjectives of pools and of what people hold."""

from datetime import date

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.models import Membership, TeamPath, User
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Began, Ended

MEMBERS_MAY = {"view", "claim"}
"""With a customer in the pool; everything else is for the pool's admins."""


class PoolQuerySet(RecordQuerySet):
    def on(self) -> "PoolQuerySet":
        return self.active().filter(is_on=True)

    def by_priority(self) -> "PoolQuerySet":
        return self.on().order_by("priority", "pk")

    def opened_to(self, user: User, verb: str, day: date) -> "PoolQuerySet":
        """The pools whose customers the person may do the verb to: as a member see and claim, as an admin the rest."""
        mine = self.model._meta.get_field("members").related_model.objects.of(user, day)
        if verb not in MEMBERS_MAY:
            mine = mine.filter(is_admin=True)
        return self.on().filter(pk__in=mine.values("pool"))


class PoolMemberQuerySet(RecordQuerySet):
    def of(self, user: User, day: date) -> "PoolMemberQuerySet":
        """Those through which the person is a member: named, or by a team of hers or one above it."""
        return self.active().filter(Q(user=user) | Q(team__in=teams_above(user, day)))


class HoldingCapQuerySet(RecordQuerySet):
    def of(self, user: User, day: date) -> "HoldingCapQuerySet":
        """Those that bind the person: her own, her teams', and those for everybody."""
        return self.active().filter(Q(user=user) | Q(team__in=teams_above(user, day)) | Q(user=None, team=None))


class OwnershipQuerySet(RecordQuerySet):
    def held(self) -> "OwnershipQuerySet":
        return self.filter(owner__isnull=False)

    def pooled(self) -> "OwnershipQuerySet":
        return self.filter(is_pooled=True)

    def due_by(self, day: date) -> "OwnershipQuerySet":
        return self.held().filter(recycle_on__lte=day)


class TenureQuerySet(RecordQuerySet):
    def running(self) -> "TenureQuerySet":
        return self.filter(ended_on__isnull=True)

    def claimed(self) -> "TenureQuerySet":
        return self.filter(began=Began.CLAIMED)

    def recycled(self) -> "TenureQuerySet":
        return self.filter(ended=Ended.RECYCLED, ended_on__isnull=False)

    def followed(self) -> "TenureQuerySet":
        """Received from elsewhere, not entered by whoever holds it, and followed up since."""
        return self.exclude(began=Began.ENTERED).filter(first_follow_up_on__isnull=False)


def teams_above(user: User, day: date) -> QuerySet:
    """The ids of the person's teams and of all teams above them."""
    own = Membership.objects.on(day).filter(user=user).values("team_id")
    return TeamPath.objects.on(day).filter(descendant__in=own).values("ancestor_id")


def people_in(team_id: int, day: date) -> QuerySet:
    """The ids of everybody in the team or below it."""
    below = TeamPath.objects.on(day).filter(ancestor=team_id).values("descendant_id")
    return Membership.objects.on(day).filter(team__in=below).values("user_id")
