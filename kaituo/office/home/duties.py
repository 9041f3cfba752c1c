"""Tasks, meetings and visits where other areas show them: among what is to do now, and in the calendar."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kaituo.field.appointments.book import Elsewhere, shows_in_calendar
from kaituo.field.visits.models import Visit
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.agenda import Matter, Reason, source, verb_step
from kaituo.foundation.screens.screen import url_of
from kaituo.team.meetings.models import Meeting
from kaituo.team.tasks.models import Task


def due(user: User, owners: list[int], today: date) -> QuerySet[Task]:
    rows = visible(user, Task.objects.open().of(owners)).filter(due_on__lte=today)
    return rows.select_related("owner", "board", "created_by").order_by("due_on", "at", "pk")


def of_task(row: Task, today: date) -> Matter:
    late = (today - row.due_on).days
    text = ngettext("%(num)s day late", "%(num)s days late", late) % {"num": late} if late else _("Today")
    about = " · ".join(part for part in (f"{row.at:%H:%M}" if row.at else "", str(row.board or "")) if part)
    steps = (verb_step(row, "complete"), verb_step(row, "postpone"))
    return Matter(row, row.title, about, (Reason(text, "bad" if late else "warn"),), row.due_on, row.owner or row.created_by, steps=steps)


source("tasks", gettext_lazy("Tasks"), "checklist", rows=due, matter=of_task, list_url="tasks-task-list")


@shows_in_calendar
def tasks_by_day(user: User, people: list[int], start: date, end: date) -> list[Elsewhere]:
    rows = visible(user, Task.objects.open().filter(owner__in=people, due_on__gte=start, due_on__lt=end)).select_related("owner")
    return [Elsewhere(row.title, url_of(row), row.owner, row.due_on, *_hour(row)) for row in rows.order_by("due_on", "at", "pk")]


@shows_in_calendar
def visits_by_day(user: User, people: list[int], start: date, end: date) -> list[Elsewhere]:
    """At the hour that was agreed, or at which it began; moved on their own page, by route."""
    rows = visible(user, Visit.objects.standing()).filter(owner__in=people, planned_on__gte=start, planned_on__lt=end)
    return [_of_visit(row) for row in rows.select_related("account", "owner", "visit_type").order_by("planned_on", "at", "pk")]


def _of_visit(row: Visit) -> Elsewhere:
    agreed = timezone.make_aware(datetime.combine(row.planned_on, row.at)) if row.at else None
    begins = timezone.localtime(row.began_at) if row.began_at else agreed
    ends = timezone.localtime(row.ended_at) if row.ended_at else begins and begins + timedelta(minutes=row.visit_type.minutes)
    return Elsewhere(f"{row.account} · {row.visit_type}", url_of(row), row.owner, row.planned_on, begins, ends, is_plan=row.is_planned)


@shows_in_calendar
def meetings_by_day(user: User, people: list[int], start: date, end: date) -> list[Elsewhere]:
    """Each under whoever of the shown people takes part in it."""
    instants = [timezone.make_aware(datetime.combine(day, time.min)) for day in (start, end)]
    theirs: Q = Meeting.objects.all().taking_part(people)
    rows = visible(user, Meeting.objects.between(*instants).filter(theirs)).select_related("owner", "person").order_by("starts_at", "pk")
    return [_placed(row, people) for row in rows]


def _placed(row: Meeting, people: list[int]) -> Elsewhere:
    begins = timezone.localtime(row.starts_at)
    whose = row.person if row.person_id in people and row.owner_id not in people else row.owner
    return Elsewhere(row.title, url_of(row), whose, begins.date(), begins, timezone.localtime(row.ends_at))


def _hour(row: Task) -> tuple[datetime | None, datetime | None]:
    if row.at is None:
        return None, None
    begins = timezone.make_aware(datetime.combine(row.due_on, row.at))
    return begins, begins + timedelta(minutes=30)
