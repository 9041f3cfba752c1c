"""The calendar's page: which days, whose, and what takes place on each of them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from kaituo.field.activities.models import FollowUp
from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import CHANGE, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.screens.asking import asked_day, people_seen
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.screen import url_of

from .choices import View
from .models import Appointment
from .occurrences import Occurrence, occurrences

FIRST_HOUR, LAST_HOUR = 7, 21
AGENDA_DAYS = 30
MOST_PEOPLE = 8


@dataclass(frozen=True)
class Item:
    """Something on a day. `key` is what a drag sends; empty: it cannot be moved. `tone` tells whose it is, one of eight."""

    title: str
    href: str
    begins: datetime | None
    ends: datetime | None
    owner: User
    tone: int
    key: str = ""
    is_plan: bool = False
    clashes: bool = False

    @property
    def hour(self) -> int | None:
        """The row of the day in which it stands; None: all day, or planned without an hour."""
        return None if self.begins is None else min(max(self.begins.hour, FIRST_HOUR), LAST_HOUR)


@dataclass
class Day:
    on: date
    is_outside: bool
    is_today: bool
    is_free: bool
    note: str
    items: list[Item] = field(default_factory=list)

    def at(self, hour: int | None) -> list[Item]:
        return [item for item in self.items if item.hour == hour]


Source = Callable[[User, list[int], date, date], list["Elsewhere"]]
SOURCES: list[Source] = []


@dataclass(frozen=True)
class Elsewhere:
    """What another area has on a day; it is moved there, not here."""

    title: str
    href: str
    owner: User
    on: date
    begins: datetime | None = None
    ends: datetime | None = None
    is_plan: bool = False


def shows_in_calendar(source: Source) -> Source:
    """Put on the shelf who tells what these people have in a span, as far as the person may see it: `source(user, people, start, end)`."""
    SOURCES.append(source)
    return source


def told_elsewhere(user: User, people: list[int], start: date, end: date) -> list[Elsewhere]:
    return [each for source in SOURCES for each in source(user, people, start, end)]


class Book:
    """What the address asks for: `?view=week&day=2026-11-27&people=4&people=7`."""

    hours = range(FIRST_HOUR, LAST_HOUR + 1)

    def __init__(self, user: User, query: QueryDict, usual: View = View.WEEK) -> None:
        self.user, self.query = user, query
        self.view = View(query["view"]) if query.get("view") in View.values else usual
        self.today = timezone.localdate()

    @cached_property
    def day(self) -> date:
        return asked_day(self.query, self.today)

    @cached_property
    def offered(self) -> list[User]:
        """Whose appointments she may see, herself first."""
        return people_seen(self.user, Appointment)

    @cached_property
    def people(self) -> list[User]:
        asked = {int(key) for key in self.query.getlist("people") if is_id(key)}
        return [person for person in self.offered if person.pk in asked][:MOST_PEOPLE] or [self.user]

    @cached_property
    def span(self) -> tuple[date, date]:
        """Half-open; a month is shown in whole weeks."""
        monday = self.day - timedelta(days=self.day.weekday())
        if self.view == View.MONTH:
            first = self.day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return first - timedelta(days=first.weekday()), last + timedelta(days=7 - last.weekday())
        lengths = {View.WEEK: (monday, 7), View.DAY: (self.day, 1), View.AGENDA: (self.day, AGENDA_DAYS)}
        start, length = lengths[self.view]
        return start, start + timedelta(days=length)

    @property
    def earlier(self) -> date:
        return (self.day.replace(day=1) - timedelta(days=1)).replace(day=1) if self.view == View.MONTH else self.day - self._step

    @property
    def later(self) -> date:
        return (self.day.replace(day=1) + timedelta(days=31)).replace(day=1) if self.view == View.MONTH else self.day + self._step

    @property
    def _step(self) -> timedelta:
        return self.span[1] - self.span[0]

    @cached_property
    def days(self) -> list[Day]:
        start, end = self.span
        calendar = work_calendar()
        days = [self._day(start + timedelta(days=number), calendar) for number in range((end - start).days)]
        by_day = self._items(start, end, calendar)
        for each in days:
            each.items = sorted(by_day[each.on], key=lambda item: (item.begins is not None, item.begins.time() if item.begins else time.min))
        return days

    @property
    def weeks(self) -> list[list[Day]]:
        return [self.days[start : start + 7] for start in range(0, len(self.days), 7)]

    def _day(self, on: date, calendar: WorkCalendar) -> Day:
        note = str(calendar.holidays.get(on, ""))
        return Day(on, self.view == View.MONTH and on.month != self.day.month, on == self.today, not calendar.is_workday(on), note)

    def _items(self, start: date, end: date, calendar: WorkCalendar) -> dict[date, list[Item]]:
        found: dict[date, list[Item]] = defaultdict(list)
        told = (self._appointments(start, end, calendar), self._plans(start, end), self._elsewhere(start, end))
        for item, on in chain.from_iterable(told):
            found[on].append(item)
        return found

    def _appointments(self, start: date, end: date, calendar: WorkCalendar) -> list[tuple[Item, date]]:
        instants = [timezone.make_aware(datetime.combine(day, time.min)) for day in (start, end)]
        ids = [person.pk for person in self.people]
        rows = visible(self.user, Appointment.objects.possible_in(*instants).of(ids)).select_related("owner").distinct()
        changeable = set(visible(self.user, Appointment.objects.filter(pk__in=[row.pk for row in rows]), CHANGE).values_list("pk", flat=True))
        found = occurrences(rows, *instants, calendar)
        return [placed for each in found for placed in self._placed(each, found, each.appointment.pk in changeable, start, end)]

    def _placed(self, each: Occurrence, others: list[Occurrence], may_change: bool, start: date, end: date) -> list[tuple[Item, date]]:
        """On every day that it touches; moved by dragging only where it stands on one day and takes place once."""
        row = each.appointment
        begins, ends = timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)
        last = (ends - timedelta(microseconds=1)).date()
        days = [begins.date() + timedelta(days=number) for number in range((last - begins.date()).days + 1)]
        is_whole = row.is_all_day or len(days) > 1
        clash = any(
            other is not each and other.appointment.owner_id == row.owner_id and each.overlaps(other) for other in others if not row.is_all_day
        )
        key = str(row.pk) if may_change and not row.repeats and len(days) == 1 else ""
        item = Item(
            row.title, url_of(row), None if is_whole else begins, None if is_whole else ends, row.owner, self._tone(row.owner_id), key, clashes=clash
        )
        return [(item, day) for day in days if start <= day < end]

    def _plans(self, start: date, end: date) -> list[tuple[Item, date]]:
        ids = [person.pk for person in self.people]
        plans = FollowUp.objects.open().filter(owner__in=ids, due_on__gte=start, due_on__lt=end)
        movable = set(visible(self.user, plans, "postpone").values_list("pk", flat=True))
        rows = visible(self.user, plans).select_related("account", "owner").order_by("due_on", "at", "pk")
        return [(self._plan(row, row.pk in movable), row.due_on) for row in rows]

    def _plan(self, row: FollowUp, may_move: bool) -> Item:
        begins = timezone.make_aware(datetime.combine(row.due_on, row.at)) if row.at else None
        ends = begins + timedelta(minutes=30) if begins else None
        key = f"plan-{row.pk}" if may_move else ""
        return Item(f"{row.account} · {row}", url_of(row), begins, ends, row.owner, self._tone(row.owner_id), key, is_plan=True)

    def _elsewhere(self, start: date, end: date) -> list[tuple[Item, date]]:
        ids = [person.pk for person in self.people]
        return [(self._told(each), each.on) for each in told_elsewhere(self.user, ids, start, end)]

    def _told(self, each: Elsewhere) -> Item:
        return Item(each.title, each.href, each.begins, each.ends, each.owner, self._tone(each.owner.pk), is_plan=each.is_plan)

    def _tone(self, owner: int) -> int:
        ids = [person.pk for person in self.people]
        return ids.index(owner) if owner in ids else 0

    def address(self, **changed: Any) -> str:
        query = self.query.copy()
        for name, value in changed.items():
            query[name] = str(value)
        return f"?{query.urlencode()}"
