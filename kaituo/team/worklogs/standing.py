"""How a team stands with its reports of one span: who handed in, late or in time, who is missing, with the figures beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.records import clock

from . import rhythm
from .choices import ReportState, Standing
from .deadlines import deadline_of
from .figures import figures_of_people
from .models import Reading, ReportTemplate, Worklog
from .people import people_of


@dataclass(frozen=True)
class Line:
    person: User
    worklog: Worklog | None
    standing: Standing
    figures: list[Decimal | None]


@dataclass(frozen=True)
class TeamStanding:
    measures: list[Measure]
    lines: list[Line]

    def count(self, *standings: Standing) -> int:
        return sum(line.standing in standings for line in self.lines)

    @property
    def handed_in_count(self) -> int:
        return self.count(Standing.READ, Standing.HANDED_IN, Standing.LATE)

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.standing in (Standing.MISSING, Standing.DUE)]

    @property
    def totals(self) -> list[Decimal]:
        return [sum((line.figures[index] or Decimal(0) for line in self.lines), Decimal(0)) for index in range(len(self.measures))]


def standing_of(template: ReportTemplate, period: Period, by: User) -> TeamStanding:
    """The people whose reports the reader may see, herself left out."""
    reach = owners_in_reach(by, Worklog, "read")
    people = [person for person in people_of(template, period.last_day) if person.pk != by.pk and (reach is None or person.pk in reach)]
    rows = {row.owner_id: row for row in _reports(template, period, people)}
    read = set(Reading.objects.filter(worklog__in=[row.pk for row in rows.values()], reader=by).values_list("worklog_id", flat=True))
    values = figures_of_people(template, period, [person.pk for person in people], by)
    calendar, now = work_calendar(), clock.now()
    is_owed = rhythm.is_expected(template.rhythm, period, calendar)
    lines = []
    for person in people:
        row = rows.get(person.pk)
        due = deadline_of(template, period, person, calendar)
        if row is None and not is_owed:
            continue
        lines.append(
            Line(person, row, _standing(row, row is not None and row.pk in read, due, now), [each.get(person.pk) for each in values.values()])
        )
    return TeamStanding([MEASURES[name] for name in values], lines)


def _reports(template: ReportTemplate, period: Period, people: Iterable[User]) -> Iterable[Worklog]:
    rows = Worklog.objects.active().filter(template=template, starts_on=period.start, owner__in=[person.pk for person in people])
    return rows.select_related("owner", "template")


def _standing(row: Worklog | None, is_read: bool, due: datetime, now: datetime) -> Standing:
    if row is None or row.state == ReportState.DRAFT:
        return Standing.MISSING if now > due else Standing.DUE
    if row.state == ReportState.RETURNED:
        return Standing.RETURNED
    if is_read:
        return Standing.READ
    return Standing.LATE if row.is_late else Standing.HANDED_IN
