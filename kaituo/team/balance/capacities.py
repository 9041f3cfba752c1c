"""How many visits people can make in a period: their working days, without leave, times what they make on one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.kernel.period import Period
from kaituo.team.allocation.models import Leave
from kaituo.team.people.models import Staff

from .models import VisitCapacity
from .models.capacity import USUAL
from .weighing import HUNDREDTHS


def capacities(people: Iterable[int], period: Period) -> dict[int, int]:
    """{person: visits in hundredths}."""
    people, calendar = list(people), work_calendar()
    days = [day for day in period.days() if calendar.is_workday(day)]
    away, engaged, stated = _away(people, period), _engaged(people), _stated(people)
    found = {}
    for person in people:
        first, after = engaged.get(person, (date.min, date.max))
        worked = sum(first <= day < after and day not in away[person] for day in days)
        found[person] = int(worked * stated.get(person, stated[None]) * HUNDREDTHS)
    return found


def usual() -> Decimal:
    """What is stated for everybody."""
    return _stated([])[None]


def _stated(people: list[int]) -> dict[int | None, Decimal]:
    rows = VisitCapacity.objects.active()
    stated = {row.person_id: row.visits_a_day for row in rows if row.person_id is None or row.person_id in people}
    return {None: USUAL, **stated}


def _away(people: list[int], period: Period) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    rows = Leave.objects.active().not_over(period.start).filter(person__in=people, starts_on__lt=period.end)
    for person, first, after in rows.values_list("person_id", "starts_on", "ends_on"):
        found[person] |= {day for day in period.days() if first <= day and (after is None or day < after)}
    return found


def _engaged(people: list[int]) -> dict[int, tuple[date, date]]:
    rows = Staff.objects.active().filter(user__in=people).values_list("user_id", "joined_on", "left_on")
    return {person: (first, after or date.max) for person, first, after in rows}
