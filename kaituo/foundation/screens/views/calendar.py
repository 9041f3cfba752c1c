"""The calendar: a month of records on the days of their declared date, over the company's working days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db.models import Case, Count, DateField, DateTimeField, F, Field, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
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
FEW = 1000
"""So many records of a month are named by one plain query."""


@dataclass
class Day:
    on: date
    is_outside: bool
    is_today: bool
    is_workday: bool
    note: str = ""
    is_made_up: bool = False
    rows: list = field(default_factory=list)
    """The first `SHOWN` records of the day."""
    count: int = 0

    @property
    def more_count(self) -> int:
        return self.count - len(self.rows)


class CalendarView(ScreenView):
    def get(self, request: HttpRequest) -> HttpResponse:
        if self.screen.calendar is None:
            raise Http404
        self.listing = Listing(self.screen, request.user, request.GET, skipped=(self.screen.calendar.on,))
        month = self.month()
        days = self.days(month)
        self.place(days)
        weeks = [list(days.values())[start : start + 7] for start in range(0, len(days), 7)]
        context = {"month": month, "weeks": weeks, "query": request.GET, "asked": self.asked(), **self.around()}
        return self.render("calendar", context, block="month" if request.htmx else None)

    def asked(self) -> QueryDict:
        """What a list of the same rows is asked for."""
        query = self.request.GET.copy()
        query.pop("month", None)
        return query

    def around(self) -> dict[str, Any]:
        about = {"listing": self.listing, "filters": self.listing.filters, "applied": self.listing.applied}
        return {**about, "on": self.screen.calendar.on, "saved_views": [], "groupable": []}

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
        """Put the first rows of each day on it and say how many there are: one query counts, one finds the few that are shown, one reads them."""
        name = self.screen.calendar.on
        field = Column(name).bind(self.screen.model).field
        rows = self.listing.rows.select_related(None).order_by()
        dated = _between(rows, field, min(days), max(days)).annotate(day_of=_day_of(field, sorted(days)))
        counts = dict(dated.values_list("day_of").annotate(Count("pk")))
        for on, count in counts.items():
            days[on].count = count
        shown = _first_of_each(rows, field, counts)
        read = self.listing.rows.select_related(*self.screen.reads).in_bulk([key for _on, key in shown])
        for on, key in shown:
            days[on].rows.append(read[key])


def _between(rows: QuerySet, field: Field, first: date, last: date) -> QuerySet:
    return rows.filter(**{f"{field.name}__gte": edge(field, first), f"{field.name}__lt": edge(field, last + timedelta(days=1))})


def _day_of(field: Field, days: list[date]) -> Combinable:
    """On which of these days an instant lies, found by halves: SQLite asks Python for the day of every single row, which a crowded month feels."""
    if not isinstance(field, DateTimeField):
        return F(field.name)
    if len(days) == 1:
        return Value(days[0], DateField())
    middle = len(days) // 2
    earlier = When(**{f"{field.name}__lt": edge(field, days[middle])}, then=_day_of(field, days[:middle]))
    return Case(earlier, default=_day_of(field, days[middle:]), output_field=DateField())


def _first_of_each(rows: QuerySet, field: Field, counts: dict[date, int]) -> list[tuple[date, Any]]:
    """(day, key) of the first rows of each day, in order. Of a crowded month each day is asked for its own first ones, so that no more are read."""
    if not counts:
        return []
    if sum(counts.values()) <= FEW:
        few = _between(rows, field, min(counts), max(counts)).annotate(day_of=_day_of(field, sorted(counts)))
        named = few.order_by(field.name, "pk").values_list("day_of", "pk")
        return [pair for _on, pairs in groupby(named, key=itemgetter(0)) for pair in islice(pairs, SHOWN)]
    firsts = {on: _between(rows, field, on, on).order_by(field.name, "pk").values("pk")[:SHOWN] for on in counts}
    dated = [rows.filter(pk__in=keys).annotate(day_of=Value(on, DateField())) for on, keys in firsts.items()]
    first, *others = (each.values_list("day_of", "pk") for each in dated)
    return sorted(first.union(*others, all=True))
