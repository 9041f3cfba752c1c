"""Everything that is kept of a person because of visits, counted, for the one page on which she sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Attachment, Event

from .models import Consent, Evidence, Presence, Sending, Visit
from .standing import consent_of, rules

SHOWN = 20


@dataclass(frozen=True)
class Known:
    """One kind of thing that is kept. `until` says for how long, in words."""

    what: str
    count: int
    first_at: datetime | None
    last_at: datetime | None
    until: str
    url_name: str = ""
    query: str = ""


class KnownOf:
    """Of the person herself; nobody else is ever asked about here."""

    def __init__(self, person: User) -> None:
        self.person, self.rules = person, rules()

    @property
    def consent(self) -> Consent | None:
        return consent_of(self.person)

    @property
    def consents(self) -> list[Consent]:
        return list(Consent.objects.filter(person=self.person).order_by("-given_at")[:SHOWN])

    @property
    def positions(self) -> list[Presence]:
        """Every position that is still kept, newest first."""
        rows = self._presences().filter(latitude__isnull=False)
        return list(rows.select_related("visit__account").order_by("-happened_at")[:SHOWN])

    @property
    def lines(self) -> list[Known]:
        visits = Visit.objects.filter(owner=self.person)
        photos = Evidence.objects.filter(visit__owner=self.person, photo__isnull=False)
        mine = f"owner={self.person.pk}"
        days = _("%(days)s days")
        return [
            self._line(_("Visits"), visits, "created_at", _("as long as the customer's record"), "visits-visit-list", mine),
            self._line(_("Check-ins and check-outs"), self._presences(), "happened_at", _("as long as the visit, without positions")),
            self._line(_("Positions"), self._presences().filter(latitude__isnull=False), "happened_at", days % {"days": self.rules.position_days}),
            self._line(_("Photos taken on visits"), photos, "taken_at", days % {"days": self.rules.photo_days}),
            self._line(_("Answers, counts and prices"), Evidence.objects.filter(visit__owner=self.person), "taken_at", _("as long as the visit")),
            self._line(_("What your phone sent"), Sending.objects.filter(person=self.person), "received_at", _("as long as the visit")),
            self._line(_("Files you added"), Attachment.objects.filter(added_by=self.person), "added_at", _("as long as their record")),
            self._line(_("Consents, given and withdrawn"), Consent.objects.filter(person=self.person), "given_at", _("for ever, as proof")),
            self._line(_("What you did, in the log"), Event.objects.filter(actor=self.person), "at", _("for ever, without positions")),
        ]

    def _presences(self) -> QuerySet[Presence]:
        return Presence.objects.filter(visit__owner=self.person)

    def _line(self, what: str, rows: QuerySet[Any], at: str, until: str, url_name: str = "", query: str = "") -> Known:
        spread = rows.order_by().aggregate(first=Min(at), last=Max(at))
        return Known(what, rows.count(), spread["first"], spread["last"], until, url_name, query)
