"""Counting working hours: so many hours of the working days of a calendar, by one clock. Which hours those are is given, not known here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .calendar import WorkCalendar

OPENS, CLOSES = time(9), time(18)
LONGEST = 400
"""Days looked ahead: more than any span somebody would wait for."""


def after_working_hours(
    start: datetime, span: timedelta, zone: ZoneInfo, calendar: WorkCalendar, *, opens: time = OPENS, closes: time = CLOSES
) -> datetime:
    """The moment at which `span` of working time has passed since `start`. Raises ValueError where a day would have no hours."""
    if closes <= opens:
        raise ValueError("a working day needs at least one hour")
    left, day = span, start.astimezone(zone).date()
    for ahead in range(LONGEST):
        begins, ends = _hours_of(day + timedelta(days=ahead), zone, calendar, opens, closes)
        begins = max(begins, start)
        if begins < ends:
            if left <= ends - begins:
                return begins + left
            left -= ends - begins
    return start + span


def _hours_of(day: date, zone: ZoneInfo, calendar: WorkCalendar, opens: time, closes: time) -> tuple[datetime, datetime]:
    """None on a free day: it ends as it begins. In UTC, so that spans across a change of the clock are true."""
    begins = datetime.combine(day, opens, zone).astimezone(UTC)
    return begins, datetime.combine(day, closes, zone).astimezone(UTC) if calendar.is_workday(day) else begins
