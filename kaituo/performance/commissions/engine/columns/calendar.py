"""Which pay period and which windows a day lies in, for any rhythm of paying and any month in which the year begins."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kaituo.performance.commissions.engine.plan.document import Plan
from kaituo.performance.commissions.engine.plan.words import CapSpan, Rhythm, Window

# Any Monday: two-week periods are counted from it.
ANCHOR = date(2018, 1, 1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
WINDOWS = [window.value for window in Window if window is not Window.PAY_PERIOD]
TYPES = {"day": "DATE", "period": "DATE", **dict.fromkeys(WINDOWS, "DATE")}


@dataclass(frozen=True)
class Calendar:
    """The plan's own: periods and windows are known by their first day."""

    plan: Plan

    def window(self, day: date, kind: Window | CapSpan) -> date | None:
        """First day of the window; None only where the plan lists its pay dates and the day lies outside them."""
        if kind in (Window.PAY_PERIOD, CapSpan.PERIOD):
            return self.period(day)
        if kind is Window.NEVER:
            return FIRST_DAY
        return self._months(day, MONTHS[kind.value])

    def window_end(self, start: date, kind: Window) -> date:
        """The first day after a window."""
        if kind is Window.PAY_PERIOD:
            return self.period_end(start)
        return LAST_DAY if kind is Window.NEVER else later(start, MONTHS[kind.value])

    def period(self, day: date) -> date | None:
        return self._starts[self.plan.pay_every](day)

    def period_end(self, start: date) -> date:
        """The first day after a period."""
        if self.plan.pay_every is Rhythm.DATES:
            return self.plan.pay_dates[self.plan.pay_dates.index(start) + 1]
        if self.plan.pay_every is Rhythm.HALF_MONTH:
            return start.replace(day=16) if start.day == 1 else later(start.replace(day=1), 1)
        days = {Rhythm.WEEK: 7, Rhythm.TWO_WEEKS: 14}.get(self.plan.pay_every)
        return start + timedelta(days=days) if days else later(start, MONTHS[self.plan.pay_every.value])

    def periods(self, first: date, last: date) -> list[date]:
        """The starts of all periods that touch the days from first to last."""
        found, day = [], first
        while day <= last:
            start = self.period(day)
            if start is None:
                day += timedelta(days=1)
                continue
            found.append(start)
            day = self.period_end(start)
        return found

    def rows(self, first: date, last: date) -> list[tuple[date | None, ...]]:
        """One row a day, as `TYPES` names its columns."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return [(day, self.period(day), *(self.window(day, Window(name)) for name in WINDOWS)) for day in days]

    def _months(self, day: date, length: int) -> date:
        months = (day.month - self.plan.year_starts) % 12 % length
        return later(day.replace(day=1), -months)

    def _listed(self, day: date) -> date | None:
        at = bisect_right(self.plan.pay_dates, day) - 1
        return self.plan.pay_dates[at] if 0 <= at < len(self.plan.pay_dates) - 1 else None

    @cached_property
    def _starts(self) -> dict[Rhythm, Callable[[date], date | None]]:
        return {
            Rhythm.WEEK: lambda day: day - timedelta(days=day.weekday()),
            Rhythm.TWO_WEEKS: lambda day: day - timedelta(days=(day - ANCHOR).days % 14),
            Rhythm.HALF_MONTH: lambda day: day.replace(day=16 if day.day >= 16 else 1),
            Rhythm.MONTH: lambda day: day.replace(day=1),
            Rhythm.QUARTER: lambda day: self._months(day, 3),
            Rhythm.HALF_YEAR: lambda day: self._months(day, 6),
            Rhythm.YEAR: lambda day: self._months(day, 12),
            Rhythm.DATES: self._listed,
        }


def later(first: date, months: int) -> date:
    """The first day of the month so many months on (or back)."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
