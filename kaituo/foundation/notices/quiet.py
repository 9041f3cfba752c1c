"""When a person may be rung: not at night, and on free days only where she wants it. Pure but for the calendar it is given.

What is urgent (her own alarm, a meeting about to begin) does not ask here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kaituo.foundation.kernel.calendar import WorkCalendar

LONGEST = 60
"""Days looked ahead; a calendar without a working day in two months would be a mistake."""


@dataclass(frozen=True)
class Quiet:
    """`begins` and `ends` by the person's own clock; equal: no quiet hours."""

    begins: time = time(22)
    ends: time = time(8)
    on_free_days: bool = True

    def holds(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def next_open(moment: datetime, quiet: Quiet, zone: ZoneInfo, calendar: WorkCalendar) -> datetime:
    """The moment itself, or the first one after it at which the person may be rung."""
    local = moment.astimezone(zone)
    if _is_open(local.date(), quiet, calendar):
        if not quiet.holds(local.time()):
            return moment
        end = datetime.combine(local.date(), quiet.ends, zone)
        if end > local:
            return end
    for ahead in range(1, LONGEST):
        day = local.date() + timedelta(days=ahead)
        if _is_open(day, quiet, calendar):
            return datetime.combine(day, _first_minute(quiet), zone)
    return moment


def _is_open(day: date, quiet: Quiet, calendar: WorkCalendar) -> bool:
    return not quiet.on_free_days or calendar.is_workday(day)


def _first_minute(quiet: Quiet) -> time:
    return quiet.ends if quiet.holds(time.min) else time.min
