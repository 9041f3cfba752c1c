"""Appointments as they take place within a span of time: series unrolled, in the owner's own time zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.kernel.calendar import WorkCalendar

from .choices import Repeats
from .models import Appointment
from .recurring import starts


@dataclass(frozen=True)
class Occurrence:
    """One time at which it takes place; aware instants."""

    appointment: Appointment
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Occurrence") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def occurrences(rows: Iterable[Appointment], start: datetime, end: datetime, calendar: WorkCalendar) -> list[Occurrence]:
    """All of them that touch the span, in order."""
    found = [each for row in rows for each in _of(row, start, end, calendar)]
    return sorted(found, key=lambda each: (each.starts_at, each.appointment.pk or 0))


def _of(row: Appointment, start: datetime, end: datetime, calendar: WorkCalendar) -> Iterator[Occurrence]:
    if not row.repeats:
        if row.starts_at < end and row.ends_at > start:
            yield Occurrence(row, row.starts_at, row.ends_at)
        return
    zone = zone_of(row.owner.time_zone)
    first = row.starts_at.astimezone(zone).replace(tzinfo=None)
    window = ((start - row.duration).astimezone(zone).replace(tzinfo=None), end.astimezone(zone).replace(tzinfo=None))
    skipped = {date.fromisoformat(day) for day in row.skipped}
    is_fit = calendar.is_workday if row.repeats == Repeats.WORKDAYS else _any_day
    for moment in starts(first, row.recurrence, until=row.until_on, skipped=skipped, window=window, is_fit=is_fit):
        begins = timezone.make_aware(moment, zone)
        if begins + row.duration > start:
            yield Occurrence(row, begins, begins + row.duration)


def _any_day(_day: date) -> bool:
    return True


def clashes(row: Appointment, others: Iterable[Appointment], calendar: WorkCalendar, days: int = 30) -> list[Occurrence]:
    """What others take place at the same time, looking so many days ahead from its first time."""
    end = row.starts_at + timedelta(days=days)
    own = occurrences([row], row.starts_at, end, calendar)
    theirs = occurrences([other for other in others if other.pk != row.pk], row.starts_at, end, calendar)
    return [other for other in theirs if any(each.overlaps(other) for each in own)]
