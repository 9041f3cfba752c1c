"""Which reports a rhythm expects, and until when: a day's only on workdays, a week's and a month's always."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind

from .choices import Rhythm

SPANS = {Rhythm.WEEKLY: PeriodKind.WEEK, Rhythm.MONTHLY: PeriodKind.MONTH, Rhythm.QUARTERLY: PeriodKind.QUARTER}


def period_of(rhythm: str, day: date) -> Period:
    """The span of the report that covers the day."""
    kind = SPANS.get(Rhythm(rhythm))
    return Period.containing(day, kind) if kind else Period.inclusive(day, day)


def before(rhythm: str, period: Period, calendar: WorkCalendar) -> Period:
    """The span of the report before it: of a day's that of the workday before."""
    if Rhythm(rhythm) != Rhythm.DAILY:
        return period.previous()
    last = calendar.add_workdays(period.start, -1)
    return Period.inclusive(last, last)


def after(rhythm: str, period: Period, calendar: WorkCalendar) -> Period:
    if Rhythm(rhythm) != Rhythm.DAILY:
        return period.next()
    following = calendar.next_workday(period.last_day)
    return Period.inclusive(following, following)


def latest(rhythm: str, day: date, calendar: WorkCalendar) -> Period:
    """The span that is of interest on the day: on a free day, that of the workday before."""
    found = period_of(rhythm, day)
    return found if is_expected(rhythm, found, calendar) else before(rhythm, found, calendar)


def is_expected(rhythm: str, period: Period, calendar: WorkCalendar) -> bool:
    """Nobody owes a report of a free day."""
    return Rhythm(rhythm) != Rhythm.DAILY or calendar.is_workday(period.start)


def due_at(period: Period, hour: time, grace_days: int, calendar: WorkCalendar, zone: ZoneInfo) -> datetime:
    """On the last workday of the span, or so many workdays later, at that hour where the person lives."""
    last = period.last_day
    while last > period.start and not calendar.is_workday(last):
        last = calendar.add_workdays(last, -1)
    return datetime.combine(calendar.add_workdays(last, grace_days), hour, zone)
