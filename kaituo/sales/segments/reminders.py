"""Whom the morning reminds of what: customers due for contact, and days on which somebody there deserves a word."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.foundation.ui.formats import day as spoken_day
from kaituo.sales.customers.models import Contact

from .models import CareDate, Worth

DUE = kind(
    "segments.contact_due",
    _("Customers due for contact"),
    _("%(count)s of your customers are due for contact, among them %(names)s"),
    "phone",
    is_reminder=True,
)
CARE = kind("segments.care_date", _("Care dates"), _("%(what)s on %(day)s: %(subject)s"), "heart-handshake", is_reminder=True)
BIRTHDAY_DAYS, NAMED = 3, 3


def remind(today: date | None = None) -> int:
    """Returns how many notices were written; each thing is told on one day only."""
    day, system = today or clock.today(), User.objects.system()
    told = [*_contacts_due(day), *_care_dates(day), *_birthdays(day)]
    return len(tell_many(told, by=system))


def _contacts_due(day: date) -> list[tuple]:
    of_owner: dict[User, list[str]] = defaultdict(list)
    rows = Worth.objects.filter(contact_due_on=day, account__archived_at=None, account__owner__isnull=False).select_related("account__owner")
    for row in rows.order_by("-revenue", "pk"):
        of_owner[row.account.owner].append(str(row))
    return [(owner, DUE, None, {"count": len(names), "names": "、".join(names[:NAMED])}) for owner, names in of_owner.items()]


def _care_dates(day: date) -> list[tuple]:
    rows = CareDate.objects.filter(archived_at=None, account__archived_at=None, account__owner__isnull=False).select_related(
        "account__owner", "contact"
    )
    found = [(row, coming) for row in rows if (coming := row.next_on(day)) and coming - timedelta(days=row.days_before) == day]
    return [(row.account.owner, CARE, row.account, {"what": str(row), "day": spoken_day(coming)}) for row, coming in found]


def _birthdays(day: date) -> list[tuple]:
    """Of contacts whose birthday is known; whoever entered a care date for one is reminded by that."""
    on = day + timedelta(days=BIRTHDAY_DAYS)
    rows = Contact.objects.active().filter(birthday__month=on.month, birthday__day=on.day, account__owner__isnull=False, account__archived_at=None)
    rows = rows.exclude(Q(care_dates__kind="birthday", care_dates__archived_at=None)).select_related("account__owner")
    return [(row.account.owner, CARE, row.account, {"what": _("Birthday of %(name)s") % {"name": row}, "day": spoken_day(on)}) for row in rows]
