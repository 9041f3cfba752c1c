"""Who reaches a contest and what lies in it, and the adjectives of contests.

An announced contest is read by whoever takes part, and by the whole house where a role reaches all; a draft only by whoever makes it. From the announcement on
nobody may change it: what changes then goes through the verb that says so to everybody.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import EVERY_ROW, NO_ROW, VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import UNDER_WAY, ContestState, FindingState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User

OF_DRAFTS = ("create", "change", "archive")
READING = (VIEW, "comment")


def entered_by(user: "User", day: date) -> QuerySet:
    """The contests in which she takes part, herself or with one of her teams."""
    teams = apps.get_model("identity", "Membership").objects.on(day).filter(user=user).values("team")
    above = apps.get_model("identity", "TeamPath").objects.on(day).filter(descendant__in=teams).values("ancestor")
    return apps.get_model("contests", "Entrant").objects.active().filter(Q(person=user) | Q(team__in=above)).values("contest")


class ContestQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        scopes = user.rights.reach(self.model._meta.label, verb)
        made = self._made_by(user, scopes, day)
        if verb in READING:
            read = EVERY_ROW if Scope.ALL in scopes else Q(pk__in=entered_by(user, day))
            return Q(owner=user) | self._kept_by(user, day) | (read & ~Q(state=ContestState.DRAFT))
        return made & Q(state=ContestState.DRAFT) if verb in OF_DRAFTS else made

    def _made_by(self, user: "User", scopes: frozenset[Scope], day: date) -> Q:
        if Scope.ALL in scopes:
            return EVERY_ROW
        return Q(owner__in=user.reach_on(day).owners(scopes)) if scopes else NO_ROW

    def _kept_by(self, user: "User", day: date) -> Q:
        """What one may announce one also reads, as a draft too."""
        return self._made_by(user, user.rights.reach(self.model._meta.label, "announce"), day)

    def under_way(self) -> "ContestQuerySet":
        return self.active().filter(state__in=UNDER_WAY)

    def running(self) -> "ContestQuerySet":
        return self.active().filter(state=ContestState.RUNNING)

    def to_begin(self, day: date) -> "ContestQuerySet":
        return self.active().filter(state=ContestState.ANNOUNCED, starts_on__lte=day)

    def to_close(self, day: date) -> "ContestQuerySet":
        return self.running().filter(last_on__lt=day)


class FindingQuerySet(RecordQuerySet):
    def open(self) -> "FindingQuerySet":
        return self.active().filter(state=FindingState.OPEN)

    def left_out(self) -> "FindingQuerySet":
        return self.active().filter(state=FindingState.LEFT_OUT)


class AwardQuerySet(RecordQuerySet):
    def in_money(self) -> "AwardQuerySet":
        return self.active().filter(amount__gt=0)

    def waiting_for(self, currency: str, until: date) -> "AwardQuerySet":
        """In no pay file yet, of contests that ended before the day."""
        return self.in_money().filter(run=None, currency=currency, falls_on__lt=until)
