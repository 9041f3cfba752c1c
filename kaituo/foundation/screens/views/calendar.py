"""The calendar: a month of records on the days of their declared date, over the company's working days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records.spans import edge

from ..columns import Column
from ..listing import Listing
from .base import ScreenView

SHOWN = 4
"""How many records a day shows before it says how many more there are."""
MOST = 2000


@dataclass
class Day:
    on: date
    is_outside: bool
    is_today: bool
    is_workday: bool
    note: str = ""
    is_made_up: bool = False
    rows: list = field(default_factory=list)

    @property
    def shown(self) -> list:
        return self.rows[:SHOWN]

    @property
    def more_count(self) -> int:
        return max(len(self.rows) - SHOWN, 0)


class CalendarView(ScreenView):
    def get(self, request: HttpRequest) -> HttpResponse:
        if self.screen.calendar is None:
            raise Http404
        self.listing = Listing(self.screen, request.user, request.GET, skipped=(self.screen.calendar.on,))
        month = self.month()
        days = self.days(month)
        self.place(days)
        weeks = [list(days.values())[start : start + 7] for start in range(0, len(days), 7)]
        context = {"month": month, "weeks": weeks, "filters": self.listing.filters, "applied": self.listing.applied, "query": request.GET}
        return self.render("calendar", {**context, **self.around()}, block="month" if request.htmx else None)

    def around(self) -> dict[str, Any]:
        return {"listing": self.listing, "on": self.screen.calendar.on, "saved_views": [], "groupable": []}

    def month(self) -> Period:
        try:
            asked = Period.parse(self.request.GET.get("month", ""))
        except ValueError:
            asked = Period.containing(timezone.localdate(), PeriodKind.MONTH)
        month = Period.containing(asked.start, PeriodKind.MONTH)
        return month if date.min.year < month.start.year < date.max.year else Period.containing(timezone.localdate(), PeriodKind.MONTH)

    def days(self, month: Period) -> dict[date, Day]:
        """Whole weeks, from the Monday on or before the first."""
        start = month.start - timedelta(days=month.start.weekday())
        end = month.last_day + timedelta(days=6 - month.last_day.weekday())
        calendar, today = work_calendar(), timezone.localdate()
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        return {day: self.day(day, month, today, calendar) for day in days}

    def day(self, on: date, month: Period, today: date, calendar: WorkCalendar) -> Day:
        note, made_up = str(calendar.holidays.get(on, "")), on in calendar.make_up
        return Day(on, on not in month, on == today, calendar.is_workday(on), note, made_up)

    def place(self, days: dict[date, Day]) -> None:
        """Put every row on its day, from one query."""
        name = self.screen.calendar.on
        column = Column(name).bind(self.screen.model)
        first, after = edge(column.field, min(days)), edge(column.field, max(days) + timedelta(days=1))
        rows = self.listing.rows.select_related(*self.screen.reads).filter(**{f"{name}__gte": first, f"{name}__lt": after})
        for row in rows.order_by(name, "pk")[:MOST]:
            value = column.value(row)
            day = timezone.localdate(value) if hasattr(value, "hour") else value
            if day in days:
                days[day].rows.append(row)
