"""Who reaches a letter and what stands in it, and the adjectives of mailboxes."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import VIEW, visible
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Openness

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User


class MailboxQuerySet(RecordQuerySet):
    def due(self, now: datetime) -> "MailboxQuerySet":
        """Those to look at: on, and not resting after failures."""
        return self.active().filter(Q(rests_until__isnull=True) | Q(rests_until__lte=now), is_on=True)


def _reached(user: "User", verb: str, day: date, openness: tuple[Openness, ...], prefix: str = "") -> Q:
    """Whoever's box holds it may do everything; whoever sees the customer may see as much as is open."""
    kept = apps.get_model("email", "Keeping").objects.filter(Q(person=user) | Q(team__in=_teams(user, day)))
    reached = Q(**{f"{prefix}pk__in": kept.values("letter")})
    if verb != VIEW:
        return reached
    accounts = visible(user, apps.get_model("customers", "Account").objects.all())
    return reached | Q(**{f"{prefix}shows__in": openness, f"{prefix}account__in": accounts})


def _teams(user: "User", day: date) -> QuerySet:
    return apps.get_model("identity", "Membership").objects.on(day).filter(user=user).values("team")


class LetterQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return _reached(user, verb, day, (Openness.SUBJECT, Openness.WHOLE))

    def incoming(self) -> "LetterQuerySet":
        return self.active().filter(direction="in")

    def outgoing(self) -> "LetterQuerySet":
        return self.active().filter(direction="out")


class AwaitedAnswerQuerySet(QuerySet):
    def waiting(self) -> "AwaitedAnswerQuerySet":
        return self.filter(answered_at=None, letter__archived_at=None)


class WordingQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return _reached(user, verb, day, (Openness.WHOLE,), "letter__")
