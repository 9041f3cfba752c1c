"""How often customers should be visited by their class, how often they were, and who is visited too seldom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

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
    since = last or timezone.localdate(account.created_at)
    return Standing(every, last, (on - since).days - every)


@dataclass(frozen=True)
class Late:
    account: Account
    last_on: date | None
    days: int


class Coverage:
    """How the customers of everybody within reach are covered by visits. The database counts; only what is shown is read."""

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.days = wanted()

    def _accounts(self) -> QuerySet[Account]:
        return visible(self.user, Account.objects.active()).filter(owner__isnull=False, account_class__in=self.days)

    def _late(self, key: str) -> QuerySet[Account]:
        """Those of a class that were not visited for longer than they should be, the longest first."""
        made = Visit.objects.done().filter(account=OuterRef("pk")).order_by("-done_on")
        since = Coalesce(Subquery(made.values("done_on")[:1]), TruncDate("created_at"))
        before = self.today - timedelta(days=self.days[key])
        return self._accounts().filter(account_class=key).annotate(since=since).filter(since__lt=before).order_by("since", "pk")

    @cached_property
    def lines(self) -> list[ClassLine]:
        accounts = dict(self._accounts().order_by().values_list("account_class").annotate(Count("pk")))
        made = Visit.objects.done().filter(account__in=self._accounts().values("pk"), done_on__gt=self.today - timedelta(days=SPAN_DAYS))
        visits = dict(made.order_by().values_list("account__account_class").annotate(Count("pk")))
        return [self._line(key, accounts.get(key, 0), visits.get(key, 0)) for key in AccountClass.values if key in self.days]

    def _line(self, key: str, accounts: int, made: int) -> ClassLine:
        every = self.days[key]
        due = round(accounts * SPAN_DAYS / every)
        return ClassLine(str(AccountClass(key).label), every, accounts, due, made, self._late(key).count())

    @cached_property
    def late_count(self) -> int:
        return sum(line.late_count for line in self.lines)

    @cached_property
    def shown(self) -> list[Late]:
        """The most late of all classes."""
        rows = [row for key in self.days for row in self._late(key).select_related("owner")[:MOST_SHOWN]]
        standing = standings(rows, self.today)
        late = [Late(row, standing[row.pk].last_on, standing[row.pk].late_days) for row in rows]
        return sorted(late, key=lambda each: (-each.days, each.account.pk))[:MOST_SHOWN]

    @property
    def map(self) -> dict[str, Any]:
        """Every customer as a point, those visited too seldom apart from the rest."""
        rows = list(self._accounts().order_by("pk")[:MOST_MAPPED])
        places, standing = places_of(rows), standings(rows, self.today)
        pins = [(standing[row.pk].late_days > 0, _pin(row, places[row.pk])) for row in rows if places[row.pk].point]
        return {"late": [pin for is_late, pin in pins if is_late], "others": [pin for is_late, pin in pins if not is_late]}


def _pin(account: Account, place) -> dict[str, Any]:
    return {
        "name": account.name,
        "point": [place.point.longitude, place.point.latitude],
        "label": "",
        "href": url_of(account),
        "exact": place.is_exact,
    }
