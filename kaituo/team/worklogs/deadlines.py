"""When a report is due, where its person lives."""

from datetime import datetime

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period

from . import rhythm
from .models import ReportTemplate, Worklog


def deadline(worklog: Worklog) -> datetime:
    return deadline_of(worklog.template, worklog.period, worklog.owner, work_calendar())


def deadline_of(template: ReportTemplate, period: Period, person: User, calendar: WorkCalendar) -> datetime:
    return rhythm.due_at(period, template.due_time, template.grace_days, calendar, zone_of(person.time_zone))
