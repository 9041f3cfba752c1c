"""Who reaches a letter and what stands in it, and the adjectives of mailboxes."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, Q, QuerySet

from kaituo.foundation.identity.access import VIEW, visible
from kaituo.foundation.records import clock
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Direction, Kind, Openness, Sending

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User


class MailboxQuerySet(RecordQuerySet):
    def sending_for(self, user: "User", day: date) -> "MailboxQuerySet":
        """Those she may send from: her own, and those of her teams of the day."""
        own = Q(owner=user, kind=Kind.OWN) | Q(kind=Kind.TEAM, team__in=_teams(user, day))
        return self.active().exclude(smtp_host="").filter(own).order_by("kind", "pk")

    def due(self, now: datetime) -> "MailboxQuerySet":
        """Those to look at: on, and not resting after failures."""
        return self.active().filter(Q(rests_until__isnull=True) | Q(rests_until__lte=now), is_on=True)


def _reached(user: "User", verb: str, day: date, openness: tuple[Openness, ...], prefix: str = "") -> Q:
    """Whoever's box holds it may do everything; whoever sees the customer, or the lead, may see as much as is open. One may write in one's own name."""
    kept = apps.get_model("email", "Keeping").objects.filter(Q(person=user) | Q(team__in=_teams(user, day)))
    reached = Q(**{f"{prefix}pk__in": kept.values("letter")})
    if verb == "create":
        return reached | Q(**{f"{prefix}person": user, f"{prefix}direction": Direction.OUT})
    if verb != VIEW:
        return reached
    accounts = visible(user, apps.get_model("customers", "Account").objects.all())
    leads = visible(user, apps.get_model("leads", "Lead").objects.all())
    concerned = Q(**{f"{prefix}account__in": accounts}) | Q(**{f"{prefix}account__isnull": True, f"{prefix}lead__in": leads})
    return reached | Q(concerned, **{f"{prefix}shows__in": openness})


def _teams(user: "User", day: date) -> QuerySet:
    return apps.get_model("identity", "Membership").objects.on(day).filter(user=user).values("team")


class LetterQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return _reached(user, verb, day, (Openness.SUBJECT, Openness.WHOLE))

    def incoming(self) -> "LetterQuerySet":
        return self.active().filter(direction="in")

    def awaited(self) -> "LetterQuerySet":
        """Customers wait for an answer to them."""
        return self.active().filter(awaited__isnull=False, awaited__answered_at=None)

    def owed(self) -> "LetterQuerySet":
        """An answer was promised, and it is decided whether that was kept: it was given, or its time is over."""
        decided = Q(awaited__answered_at__isnull=False) | Q(awaited__due_at__lt=clock.now())
        return self.incoming().filter(decided, awaited__is_needed=True)

    def answered_in_time(self) -> "LetterQuerySet":
        return self.owed().filter(awaited__answered_at__lte=F("awaited__due_at"))

    def outgoing(self) -> "LetterQuerySet":
        return self.active().filter(direction="out")

    def settled(self) -> "LetterQuerySet":
        """Found in a box, or sent from here: what can be answered."""
        return self.active().filter(state__in=["", Sending.SENT])

    def due(self, now: datetime) -> "LetterQuerySet":
        return self.active().filter(state=Sending.WAITING, due_at__lte=now)

    def stranded(self, before: datetime) -> "LetterQuerySet":
        """Marked as being sent by a process that never said what came of it."""
        return self.filter(state=Sending.SENDING, sending_since__lt=before)


class AwaitedAnswerQuerySet(QuerySet):
    def waiting(self) -> "AwaitedAnswerQuerySet":
        return self.filter(answered_at=None, letter__archived_at=None)


class WordingQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return _reached(user, verb, day, (Openness.WHOLE,), "letter__")
