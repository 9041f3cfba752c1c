"""What each person holds, and what lies in each territory: customers, potential, open pipeline, and the visits that the service policies ask for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kaituo.foundation.company.books import Converter, RateMissing
from kaituo.foundation.kernel.money import round_half_up
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.segments.models import AccountPlan, ServicePolicy

from .choices import Goal

HUNDREDTHS = 100
AMOUNT = DecimalField(max_digits=18, decimal_places=2)


@dataclass
class Load:
    """Visits and capacity in hundredths of a visit; amounts in whole units of the base currency."""

    customers: int = 0
    potential: int = 0
    pipeline: int = 0
    visits: int = 0
    capacity: int = 0

    @property
    def share(self) -> Decimal | None:
        """Of the capacity that the visits take; None: there is none."""
        return Decimal(self.visits) / self.capacity if self.capacity else None

    def add(self, other: "Load") -> None:
        for name in ("customers", "potential", "pipeline", "visits", "capacity"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Weigher:
    """Weighs customers for one period; reads policies and rates once. `missing`: currencies without a rate, whose deals are left out."""

    def __init__(self, period: Period) -> None:
        days = dict(ServicePolicy.objects.active().values_list("account_class", "contact_days"))
        self.visits = {grade: int(round_half_up(Decimal(HUNDREDTHS * period.day_count) / every, 0)) for grade, every in days.items()}
        self.converter, self.missing = Converter(), set[str]()

    def sums(self, accounts: QuerySet[Account], key: str) -> dict[int, Load]:
        """`key`: a path of accounts by which they are added up. A customer that has several values of it counts under each."""
        found: dict[int, Load] = defaultdict(Load)
        counted = accounts.order_by().values(key, "account_class").annotate(count=Count("pk"), worth=Sum(potential(), output_field=AMOUNT))
        for row in counted:
            each = Load(row["count"], whole(row["worth"]), visits=self.visits.get(row["account_class"], 0) * row["count"])
            found[row[key]].add(each)
        return found

    def pipeline(self, accounts: QuerySet[Account], key: str, on: Any = None) -> dict[int, int]:
        """Open deals of these customers by `key`, a path of deals; `on`: what must hold of the same relation."""
        rows = Opportunity.objects.open().filter(account__in=accounts.order_by().values("pk"))
        rows = rows.filter(on) if on is not None else rows
        found: dict[int, int] = defaultdict(int)
        for pk, currency, amount in rows.order_by().values_list(key, "currency").annotate(Sum("amount")):
            found[pk] += self.in_base(amount, currency)
        return found

    def in_base(self, amount: Decimal, currency: str) -> int:
        try:
            return whole(self.converter.to_base(amount, currency, clock.today()))
        except RateMissing:
            self.missing.add(currency)
            return 0


def potential() -> Coalesce:
    """A year, as the customer's newest plan says; without one, what it bought in the last year."""
    plans = AccountPlan.objects.active().filter(account=OuterRef("pk"), potential__isnull=False).order_by("-pk").values("potential")
    return Coalesce(Subquery(plans[:1], output_field=AMOUNT), F("worth__revenue"), Decimal(0), output_field=AMOUNT)


def whole(amount: Decimal | None) -> int:
    return int(round_half_up(Decimal(amount or 0), 0))


def held_by(people: Iterable[int], accounts: QuerySet[Account], weigher: Weigher, capacity: dict[int, int]) -> dict[int, Load]:
    """{person: her load}, also of whoever holds nothing."""
    accounts = accounts.filter(owner__in=list(people))
    sums, deals = weigher.sums(accounts, "owner"), weigher.pipeline(accounts, "account__owner")
    found = {person: sums.get(person, Load()) for person in people}
    for person, load in found.items():
        load.pipeline, load.capacity = deals.get(person, 0), capacity.get(person, 0)
    return found


def figure(load: Load, goal: str) -> int:
    return int(getattr(load, Goal(goal).value))
