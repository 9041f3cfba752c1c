"""What is noticed about a check-in, from what the phone says and what the company rules. Nothing is refused here: it is noticed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FAR, INACCURATE, CLOCK, MOCK, OUTSIDE_HOURS, NO_POSITION = "far", "inaccurate", "clock", "mock", "outside_hours", "no_position"
IMPOSSIBLE_M = 0


@dataclass(frozen=True)
class Limits:
    tolerance_m: int
    accuracy_m: int
    skew: timedelta


@dataclass(frozen=True)
class Told:
    """`distance_m` is None where the customer's place is not known to the metre; `accuracy_m` None where there is no position."""

    has_position: bool
    accuracy_m: int | None = None
    distance_m: int | None = None
    skew: timedelta = timedelta()
    is_mock: bool = False
    is_working_time: bool = True


def happened(phone_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """By our clock: as long before it came in as it was before it was sent, by the phone's own clock.

    A phone whose clock is an hour fast still knows that the check-in was two hours ago. Never later than it came in.
    """
    return received_at - max(sent_at - phone_at, timedelta())


def noticed(told: Told, limits: Limits) -> list[str]:
    """The flags, in the order of `Flag`."""
    found = []
    if told.distance_m is not None and told.distance_m - (told.accuracy_m or 0) > limits.tolerance_m:
        found.append(FAR)
    if told.accuracy_m is not None and told.accuracy_m > limits.accuracy_m:
        found.append(INACCURATE)
    if abs(told.skew) > limits.skew:
        found.append(CLOCK)
    if told.is_mock or (told.accuracy_m is not None and told.accuracy_m <= IMPOSSIBLE_M):
        found.append(MOCK)
    if not told.is_working_time:
        found.append(OUTSIDE_HOURS)
    elif not told.has_position:
        found.append(NO_POSITION)
    return found
