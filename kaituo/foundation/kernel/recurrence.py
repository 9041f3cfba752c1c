"""On which day something that repeats comes next, by the company's calendar: tasks that return, meetings in a series."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from .calendar import WorkCalendar


class Rhythm(StrEnum):
    DAILY = "daily"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


DAYS = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14}
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


def following(day: date, rhythm: Rhythm, calendar: WorkCalendar, *, anchor: int = 0) -> date:
    """The next day of the rhythm, put off to a working day where it falls on a free one; daily things happen on free days too.

    `anchor` is the day of the month that monthly things keep: after 28 February what began on the 31st is due on 31 March.
    """
    if rhythm == Rhythm.WORKDAYS:
        return calendar.next_workday(day)
    if rhythm == Rhythm.DAILY:
        return day + timedelta(days=1)
    plain = day + timedelta(days=DAYS[rhythm]) if rhythm in DAYS else _months_on(day, MONTHS[rhythm], anchor or day.day)
    return calendar.on_or_after(plain)


def _months_on(day: date, months: int, anchor: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(anchor, monthrange(year, month)[1]))
