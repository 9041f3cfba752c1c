"""Who has earned which badge: everybody's figures of the badge's period, in a few queries for each badge. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import Readings

from .models import Badge

LATE = timedelta(days=7)
"""What was written down late still counts for the period before."""


@dataclass(frozen=True)
class Earned:
    badge: Badge
    person: int
    period: Period
    value: Decimal


def earned_on(day: date) -> list[Earned]:
    """In the periods that run on the day, and for a week in those before."""
    in_step()
    there = set(User.objects.people().filter(is_active=True).values_list("pk", flat=True))
    return [
        each for badge in Badge.objects.offered() for period in _periods(badge, day) for each in earned_in(badge, period, day) if each.person in there
    ]


def earned_in(badge: Badge, period: Period, today: date) -> Iterable[Earned]:
    if badge.measure not in MEASURES:
        return
    readings = Readings([badge.measure], period, today=today, by=User.objects.system())
    for person in sorted(readings.people_with(badge.measure)):
        value = readings.of(badge.measure, person).value
        if value is not None and value >= badge.figure:
            yield Earned(badge, person, period, value)


def _periods(badge: Badge, day: date) -> list[Period]:
    return list(dict.fromkeys([badge.period_of(day - LATE), badge.period_of(day)]))
