"""The shelf of what only a room above knows: on which days somebody is away. Capacity counts the days she works where somebody tells."""

from collections.abc import Callable
from datetime import date

from kaituo.foundation.kernel.period import Period

AwayOf = Callable[[int, date, date], list[Period]]
"""(person, from, to without) → the spans on which she is away."""
_known: list[AwayOf] = []


def register_absences(away_of: AwayOf) -> None:
    _known[:] = [away_of]


def away(person: int, start: date, end: date) -> list[Period]:
    return _known[0](person, start, end) if _known else []
