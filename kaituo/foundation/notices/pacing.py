"""When the next message may go out so that no span of any limit ever holds more than its count. Pure; instants are milliseconds since 1970."""

from collections.abc import Sequence
from dataclasses import dataclass

SECOND = 1000


@dataclass(frozen=True)
class Limit:
    """At most `count` messages within any `seconds`."""

    count: int
    seconds: int


def free_at(sent: Sequence[int], limits: Sequence[Limit], now: int) -> int:
    """The first instant not before `now`; `sent` is ascending."""
    return max([now, *(_free_of(sent, limit) for limit in limits)])


def _free_of(sent: Sequence[int], limit: Limit) -> int:
    return sent[-limit.count] + limit.seconds * SECOND if len(sent) >= limit.count else 0


def worth_keeping(sent: Sequence[int], limits: Sequence[Limit]) -> list[int]:
    """As many of the latest instants as the longest count asks for."""
    return list(sent[-max((limit.count for limit in limits), default=0) :]) if limits else []
