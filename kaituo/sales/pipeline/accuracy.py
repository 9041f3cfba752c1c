"""How near each forecaster came: what was counted on early in past periods, against what was closed in the end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period

from .models import ForecastSnapshot

ZERO = Decimal(0)
LOOKED_BACK = 6
EARLY = 3
"""What was said by the end of the first third of the period counts: later everybody knows."""


@dataclass(frozen=True)
class Told:
    """`said`: None where nobody had said anything by then. In base currency."""

    said: Decimal | None
    closed: Decimal


@dataclass(frozen=True)
class TrackRecord:
    """One person's, or all together's; by period, the oldest first, None where nothing was kept."""

    person: User | None
    told: list[Told | None]

    @property
    def judged(self) -> list[tuple[Decimal, Decimal]]:
        return [(each.said, each.closed) for each in self.told if each and each.said is not None]

    @property
    def error(self) -> Decimal | None:
        """All misses, up or down, ÷ all that was closed: 0.2 is a fifth off. None where nothing can be said."""
        closed = sum((closed for _said, closed in self.judged), ZERO)
        return sum((abs(said - closed) for said, closed in self.judged), ZERO) / closed if closed else None

    @property
    def leaning(self) -> Decimal | None:
        """Above zero: promises too much; below: too little."""
        closed = sum((closed for _said, closed in self.judged), ZERO)
        return sum((said - closed for said, closed in self.judged), ZERO) / closed if closed else None


def past_periods(period: Period, today: date) -> list[Period]:
    """The last ones of its kind that are over, the oldest first."""
    found = period
    while found.end > today:
        found = found.previous()
    periods = [found]
    while len(periods) < LOOKED_BACK:
        periods.append(periods[-1].previous())
    return periods[::-1]


def accuracy(period: Period, user: User) -> tuple[list[Period], list[TrackRecord]]:
    """The periods of which anything was kept, and the record of everybody the user may see, with all together last."""
    periods = past_periods(period, timezone.localdate())
    rows = visible(user, ForecastSnapshot.objects.filter(period__in=[each.label for each in periods])).select_related("owner").order_by("taken_on")
    held: dict[tuple[int, str], list[ForecastSnapshot]] = defaultdict(list)
    for row in rows:
        held[row.owner_id, row.period].append(row)
    periods = [each for each in periods if any(label == each.label for _who, label in held)]
    people = {row.owner_id: row.owner for found in held.values() for row in found}
    records = [TrackRecord(person, [_told(held.get((pk, each.label)), each) for each in periods]) for pk, person in people.items()]
    judged = sorted((each for each in records if each.judged), key=lambda each: each.person.sort_key)
    return periods, [*judged, TrackRecord(None, list(_together(judged, len(periods))))] if len(judged) > 1 else judged


def _told(rows: list[ForecastSnapshot] | None, period: Period) -> Told | None:
    if not rows:
        return None
    early = [row for row in rows if row.taken_on <= period.start + (period.end - period.start) / EARLY]
    return Told(early[-1].said_amount if early else None, rows[-1].closed)


def _together(records: Iterable[TrackRecord], count: int) -> Iterator[Told | None]:
    """Of each period those who had said something."""
    records = list(records)
    for at in range(count):
        told = [each.told[at] for each in records]
        known = [each for each in told if each and each.said is not None]
        yield Told(sum((each.said for each in known), ZERO), sum((each.closed for each in known), ZERO)) if known else None
