"""How often customers should be visited by their class, how often they were, and who is visited too seldom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import url_of
from kaituo.sales.customers.choices import AccountClass
from kaituo.sales.customers.models import Account

from .models import Frequency, Visit
from .places import places_of

SPAN_DAYS = 90
MOST_SHOWN = 60
MOST_MAPPED = 3000


@dataclass(frozen=True)
class Standing:
    """`last_on` None: never visited; it then counts as owed since it became a customer."""

    every_days: int
    last_on: date | None
    late_days: int


@dataclass(frozen=True)
class ClassLine:
    label: str
    every_days: int
    account_count: int
    due_count: int
    visit_count: int
    late_count: int

    @property
    def share(self) -> float | None:
        return self.visit_count / self.due_count if self.due_count else None


def wanted() -> dict[str, int]:
    """{class: days}; a class without a frequency owes no visit."""
    return dict(Frequency.objects.active().values_list("account_class", "every_days"))


def standings(accounts: Iterable[Account], on: date) -> dict[int, Standing]:
    """Of the customers whose class has a frequency; one question for all."""
    rows, days = list(accounts), wanted()
    made = Visit.objects.done().filter(account__in=[row.pk for row in rows], done_on__lte=on).order_by()
    last = dict(made.values_list("account").annotate(Max("done_on")))
    return {row.pk: _standing(days[row.account_class], last.get(row.pk), row, on) for row in rows if row.account_class in days}


def _standing(every: int, last: date | None, account: Account, on: date) -> Standing:
    since = last or account.created_at.date()
    return Standing(every, last, (on - since).days - every)


@dataclass(frozen=True)
class Late:
    account: Account
    last_on: date | None
    days: int


class Coverage:
    """How the customers of everybody within reach are covered by visits."""

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.since = today - timedelta(days=SPAN_DAYS)
        self.days = wanted()
        self.late_by_class: dict[str, int] = {}
        self.rows = self._rows()

    def _accounts(self) -> QuerySet[Account]:
        return visible(self.user, Account.objects.active()).filter(owner__isnull=False, account_class__in=self.days)

    def _rows(self) -> list[tuple[Account, date | None, int]]:
        """(customer, last visit, days late), most late first."""
        counted = Q(visits__archived_at=None, visits__state="done") & ~Q(visits__judgement="refused")
        accounts = self._accounts().select_related("owner").annotate(last_on=Max("visits__done_on", filter=counted)).order_by("pk")
        found = [(each, each.last_on, _standing(self.days[each.account_class], each.last_on, each, self.today).late_days) for each in accounts]
        return sorted(found, key=lambda row: (-row[2], row[0].pk))

    @property
    def late(self) -> list[Late]:
        return [Late(account, last, days) for account, last, days in self.rows if days > 0]

    @property
    def shown(self) -> list[Late]:
        return self.late[:MOST_SHOWN]

    @property
    def lines(self) -> list[ClassLine]:
        made = Visit.objects.done().filter(account__in=self._accounts().values("pk"), done_on__gt=self.since).order_by()
        counts = dict(made.values_list("account__account_class").annotate(Count("pk")))
        return [self._line(key, counts.get(key, 0)) for key in AccountClass.values if key in self.days]

    def _line(self, key: str, made: int) -> ClassLine:
        own = [row for row in self.rows if row[0].account_class == key]
        every = self.days[key]
        due = round(len(own) * SPAN_DAYS / every)
        return ClassLine(str(AccountClass(key).label), every, len(own), due, made, sum(1 for row in own if row[2] > 0))

    @property
    def map(self) -> dict[str, Any]:
        """Every customer as a point, those visited too seldom apart from the rest."""
        rows = self.rows[:MOST_MAPPED]
        places = places_of([row[0] for row in rows])
        pins = [(row, places[row[0].pk]) for row in rows if places[row[0].pk].point]
        return {
            "late": [_pin(row[0], place) for row, place in pins if row[2] > 0],
            "others": [_pin(row[0], place) for row, place in pins if row[2] <= 0],
        }


def _pin(account: Account, place) -> dict[str, Any]:
    return {
        "name": account.name,
        "point": [place.point.longitude, place.point.latitude],
        "label": "",
        "href": url_of(account),
        "exact": place.is_exact,
    }
