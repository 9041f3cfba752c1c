"""When something that repeats happens next: "daily 02:30", "hourly 15", "every 5" minutes. Pure."""

import re
from datetime import datetime, timedelta

RULE = re.compile(r"^(?:(daily) ([01]\d|2[0-3]):([0-5]\d)|(hourly) ([0-5]?\d)|(every) ([1-9]\d{0,3}))$")


class WrongRule(ValueError):
    """The rule is none that we know."""


def next_after(rule: str, now: datetime) -> datetime:
    """The first moment after `now`, in the time zone of `now`. Raises WrongRule."""
    match = RULE.match(rule)
    if match is None:
        raise WrongRule(f'{rule!r}: write "daily 02:30", "hourly 15" or "every 5"')
    daily, hour, minute, hourly, at, _every, minutes = match.groups()
    if daily:
        return _later(now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0), now, timedelta(days=1))
    if hourly:
        return _later(now.replace(minute=int(at), second=0, microsecond=0), now, timedelta(hours=1))
    return now + timedelta(minutes=int(minutes))


def _later(moment: datetime, now: datetime, step: timedelta) -> datetime:
    return moment if moment > now else moment + step
