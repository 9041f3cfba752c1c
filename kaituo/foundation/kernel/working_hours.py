"""Hours that are worked: on working days, between two times of the day. Pure; the calendar and the times are given."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kaituo.foundation.kernel.calendar import WorkCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingHours:
    """Moments are in the time zone in which the times hold."""

    calendar: WorkCalendar
    begins_at: time
    ends_at: time

    def __post_init__(self) -> None:
        if self.ends_at <= self.begins_at:
            raise ValueError("working hours end after they begin")

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The moment at which so much working time has passed since the start. None at all: the start, or the next moment that is worked."""
        left, moment = span, self._worked(start)
        while left > self._rest_of(moment):
            left -= self._rest_of(moment)
            moment = self._worked(datetime.combine(moment.date() + ONE_DAY, self.begins_at, moment.tzinfo))
        return moment + left

    def _worked(self, moment: datetime) -> datetime:
        """The moment itself when it is worked, else the next opening."""
        day = moment.date()
        if self.calendar.is_workday(day) and moment.time() < self.ends_at:
            return max(moment, datetime.combine(day, self.begins_at, moment.tzinfo))
        return datetime.combine(self.calendar.next_workday(day), self.begins_at, moment.tzinfo)

    def _rest_of(self, moment: datetime) -> timedelta:
        return datetime.combine(moment.date(), self.ends_at, moment.tzinfo) - moment
