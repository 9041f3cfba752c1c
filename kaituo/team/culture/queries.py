"""Who reads the wall. The house reads all of it; an agency's people what was said to them, by them, or among their own team. What was withdrawn leaves the wall."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import EVERY_ROW, NO_ROW, VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records.models.record import RecordQuerySet

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User

READING = (VIEW, "comment", "cheer")


def beside(user: "User", day: date) -> QuerySet:
    """The people of her own teams."""
    rows = apps.get_model("identity", "Membership").objects.on(day)
    return rows.filter(team__in=rows.filter(user=user).values("team")).values("user")


class RecognitionQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        reads_all = Scope.ALL in user.rights.reach(self.model._meta.label, verb)
        if verb not in READING:
            return EVERY_ROW if reads_all else Q(giver=user)
        keeps = Scope.ALL in user.rights.reach(self.model._meta.label, "withdraw")
        near = EVERY_ROW if reads_all else Q(person=user) | Q(person__in=beside(user, day), giver__in=beside(user, day))
        return Q(giver=user) | (near & (EVERY_ROW if keeps else Q(withdrawn_at=None)))

    def standing(self) -> "RecognitionQuerySet":
        return self.active().filter(withdrawn_at=None)


class OnPeopleQuerySet(RecordQuerySet):
    """Badges and titles: of everybody for the house, of her own team for everybody else."""

    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        if Scope.ALL in user.rights.reach(self.model._meta.label, verb):
            return EVERY_ROW
        return Q(person=user) | Q(person__in=beside(user, day)) if verb == VIEW else NO_ROW


class HonourQuerySet(OnPeopleQuerySet):
    def on(self, day: date) -> "HonourQuerySet":
        return self.active().filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class BadgeQuerySet(RecordQuerySet):
    def offered(self) -> "BadgeQuerySet":
        return self.active()
