"""Who claims, and what becomes of it: of what came to each person out of the pools in a period, how much was followed up, won, given back or lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.sales.pipeline.models import Opportunity

from .choices import Began, Ended
from .models import Tenure

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@dataclass(frozen=True)
class Line:
    """What one person took out of the pools, or was given from them, and how far it came."""

    person: User
    claimed: int
    assigned: int
    followed: int
    won: int
    held: int
    released: int
    recycled: int
    share: Any
    """Of all claims."""

    @property
    def taken(self) -> int:
        return self.claimed + self.assigned

    @property
    def follow_share(self) -> Any:
        return self.followed / self.taken if self.taken else None

    @property
    def won_share(self) -> Any:
        return self.won / self.taken if self.taken else None


@dataclass(frozen=True)
class Report:
    lines: list[Line]

    @property
    def claimed(self) -> int:
        return sum(line.claimed for line in self.lines)

    @property
    def idle(self) -> int:
        """Taken and never followed up."""
        return sum(line.taken - line.followed for line in self.lines)

    @property
    def half(self) -> int:
        """How many people, the keenest first, took half of all that was claimed."""
        left, count = self.claimed / 2, 0
        for line in sorted(self.lines, key=lambda each: -each.claimed):
            if left <= 0:
                break
            left, count = left - line.claimed, count + 1
        return count


def fairness(period: Period, user: User) -> Report:
    """Of the people whose times of holding the reader may see."""
    rows = visible(user, Tenure.objects.all()).filter(began_on__gte=period.start, began_on__lt=period.end, began__in=[Began.CLAIMED, Began.ASSIGNED])
    won = Opportunity.objects.won().filter(account=OuterRef("account"), owner=OuterRef("person"), won_on__gte=OuterRef("began_on"))
    counted = rows.annotate(is_won=Exists(won)).order_by().values("person").annotate(**_counts())
    return Report(_lines(list(counted)))


def _counts() -> dict[str, Count]:
    conditions = {
        "claimed": Q(began=Began.CLAIMED),
        "assigned": Q(began=Began.ASSIGNED),
        "followed": Q(followed_up_count__gt=0),
        "won": Q(is_won=True),
        "held": Q(ended_on=None),
        "released": Q(ended=Ended.RELEASED),
        "recycled": Q(ended=Ended.RECYCLED),
    }
    return {f"{name}_count": Count("pk", filter=condition) for name, condition in conditions.items()}


def _lines(counted: list[dict[str, int]]) -> list[Line]:
    people = User.objects.in_bulk([row["person"] for row in counted])
    total = sum(row["claimed_count"] for row in counted)
    lines = [_line(people[row["person"]], row, total) for row in counted]
    return sorted(lines, key=lambda line: (-line.claimed, line.person.sort_key))


def _line(person: User, row: dict[str, int], total: int) -> Line:
    counts = {name.removesuffix("_count"): value for name, value in row.items() if name.endswith("_count")}
    return Line(person, share=counts["claimed"] / total if total else None, **counts)


def asked_days(text: str) -> tuple[Period, list[tuple[str, str, bool]]]:
    """The period asked for, this month by default, and the spans around it as tabs."""
    try:
        period = Period.parse(text)
    except ValueError:
        period = Period.containing(timezone.localdate(), PeriodKind.MONTH)
    around: Iterable[Period] = (Period.containing(period.start, kind) for kind in KINDS)
    return period, [(each.label, f"?period={each.label}", each == period) for each in around]
