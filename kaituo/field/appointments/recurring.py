"""When something that repeats takes place: local wall-clock times, so that nine o'clock stays nine o'clock through a change of the clock. Knows no database."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

MOST = 1000
"""So many occurrences of one series are looked at in one span; a rule by the second is not worth more."""


class WrongRule(ValueError):
    """The rule cannot be read, or repeats more often than daily."""


def checked(rule: str) -> str:
    """The rule as it is kept. Raises WrongRule."""
    text = rule.strip().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or any(
        part.startswith("BYHOUR") or part.startswith("BYMIN") for part in parts
    ):
        raise WrongRule(rule)
    try:
        rrulestr(_without_until(text), dtstart=datetime(2026, 1, 1))
    except (ValueError, TypeError) as error:
        raise WrongRule(rule) from error
    return text


def starts(
    first: datetime, rule: str, *, until: date | None, skipped: Collection[date], window: tuple[datetime, datetime], is_fit: Callable[[date], bool]
) -> Iterator[datetime]:
    """The naive local starts within the window (half-open), in order. `is_fit` sifts days, as for workdays."""
    begin, end = window
    for count, moment in enumerate(rrulestr(_without_until(rule), dtstart=first).xafter(begin - timedelta(microseconds=1), inc=True)):
        if moment >= end or count >= MOST or (until and moment.date() > until):
            return
        if moment.date() not in skipped and is_fit(moment.date()):
            yield moment


def _without_until(rule: str) -> str:
    """UNTIL may carry a zone, which a naive start must not be compared with; the last day is kept apart."""
    return ";".join(part for part in rule.split(";") if not part.upper().startswith("UNTIL="))
