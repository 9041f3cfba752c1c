"""Turns what a phone says of where and when into a check-in or check-out: rounded, measured, and with what is noticed about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused

from .judging import Limits, Told, happened, noticed
from .models import Presence, Visit, VisitRules
from .models.presence import DIGITS
from .places import Place, place_of
from .routing import Point, metres
from .standing import consent_of, is_working_time, rules

GRAIN = Decimal(1).scaleb(-DIGITS)
FARTHEST_M = 40_100_000


@dataclass(frozen=True)
class Fix:
    """Where the phone says it is, as its browser tells. Raises Refused for what is no place on the globe."""

    latitude: float
    longitude: float
    accuracy_m: int
    is_mock: bool = False

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180 and 0 <= self.accuracy_m <= FARTHEST_M):
            raise Refused(_("The phone sent a position that is not on the globe."))

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True)
class Clocks:
    """When it was, and when it was sent, by the phone; and when it came in, by us."""

    phone_at: datetime
    sent_at: datetime
    received_at: datetime

    @classmethod
    def now(cls) -> "Clocks":
        moment = clock.now()
        return cls(moment, moment, moment)

    @property
    def happened_at(self) -> datetime:
        return happened(self.phone_at, self.sent_at, self.received_at)

    @property
    def skew(self) -> timedelta:
        return self.sent_at - self.received_at


def presence(visit: Visit, kind: str, clocks: Clocks, fix: Fix | None = None, device: str = "") -> Presence:
    """Not yet written. Without consent or outside working hours the position is let go here and reaches no table."""
    ruled = rules()
    is_working = is_working_time(visit.owner, clocks.happened_at, ruled)
    fix = fix if is_working and consent_of(visit.owner) else None
    distance = _distance(fix, place_of(visit.account))
    told = Told(fix is not None, fix and fix.accuracy_m, distance, clocks.skew, bool(fix and fix.is_mock), is_working)
    return Presence(
        visit=visit,
        kind=kind,
        latitude=fix and _rounded(fix.latitude),
        longitude=fix and _rounded(fix.longitude),
        accuracy_m=fix and fix.accuracy_m,
        distance_m=distance,
        phone_at=clocks.phone_at,
        sent_at=clocks.sent_at,
        received_at=clocks.received_at,
        happened_at=clocks.happened_at,
        skew_seconds=round(clocks.skew.total_seconds()),
        flags=noticed(told, _limits(ruled)),
        device=device[:200],
    )


def _limits(ruled: VisitRules) -> Limits:
    return Limits(ruled.tolerance_m, ruled.accuracy_m, timedelta(minutes=ruled.skew_minutes))


def _distance(fix: Fix | None, place: Place) -> int | None:
    """Only to a place that is known to the metre: so many metres from the middle of a city says nothing."""
    return round(metres(fix.point, place.point)) if fix and place.point and place.is_exact else None


def _rounded(degrees: float) -> Decimal:
    return Decimal(str(degrees)).quantize(GRAIN, rounding=ROUND_HALF_UP)
