"""Who is reminded of a report that is due within the hour, and which leader hears next morning who did not hand in."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records

from . import rhythm
from .choices import ReportState
from .deadlines import deadline_of
from .events import WORKLOG_BEGUN
from .models import ReportTemplate, Worklog
from .people import people_of

DUE = kind("worklogs.due", _("A report of yours is due soon"), _("%(template)s of %(day)s is due at %(hour)s"), "clock", is_reminder=True)
MISSING = kind(
    "worklogs.missing",
    _("Reports that your people did not hand in"),
    _("%(template)s of %(day)s: %(count)s missing (%(names)s)"),
    "notebook",
    is_reminder=True,
)
SOON = timedelta(hours=1)
NAMED = 5


def remind(now: datetime) -> int:
    """Each person once for each report; how many were reminded."""
    calendar, told = work_calendar(), []
    for template in ReportTemplate.objects.offered():
        for person in people_of(template, timezone.localdate(now)):
            period = rhythm.period_of(template.rhythm, timezone.localdate(now))
            due = deadline_of(template, period, person, calendar)
            if rhythm.is_expected(template.rhythm, period, calendar) and now < due <= now + SOON and _is_first_time(template, period, person, now):
                words = {"template": str(template), "day": period.start, "hour": f"{due:%H:%M}"}
                told.append((person, DUE, None, words))
    tell_many(told, by=User.objects.system())
    return len(told)


@transaction.atomic
def _is_first_time(template: ReportTemplate, period: Period, person: User, now: datetime) -> bool:
    """The report is begun with the reminder, which keeps that it was sent."""
    row = Worklog.objects.select_for_update().filter(template=template, owner=person, starts_on=period.start).first()
    if row is None:
        begun = Worklog(template=template, owner=person, starts_on=period.start, ends_on=period.end, reminded_at=now)
        records.create(begun, by=User.objects.system(), says=WORKLOG_BEGUN)
        return True
    if row.reminded_at or row.state == ReportState.HANDED_IN:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    return True


def tell_leaders(now: datetime) -> int:
    """Of the span that fell due since yesterday; how many notices."""
    calendar, told = work_calendar(), []
    for template in ReportTemplate.objects.offered():
        period = rhythm.before(template.rhythm, rhythm.period_of(template.rhythm, timezone.localdate(now)), calendar)
        missing = [person for person in _without_report(template, period) if _fell_due(template, period, person, now, calendar)]
        for leader, people in _leaders_of(missing, period).items():
            names = "、".join(str(person) for person in people[:NAMED])
            told.append((leader, MISSING, None, {"template": str(template), "day": period.start, "count": len(people), "names": names}))
    return len(tell_many(told, by=User.objects.system()))


def _fell_due(template: ReportTemplate, period: Period, person: User, now: datetime, calendar: WorkCalendar) -> bool:
    return now - timedelta(days=1) < deadline_of(template, period, person, calendar) <= now


def _without_report(template: ReportTemplate, period: Period) -> list[User]:
    done = Worklog.objects.handed_in().filter(template=template, starts_on=period.start)
    return list(people_of(template, period.last_day).exclude(pk__in=done.values("owner")))


def _leaders_of(people: list[User], period: Period) -> dict[User, list[User]]:
    """Of each person's own team; who leads it answers for its members, not for herself."""
    members = Membership.objects.on(period.last_day).filter(user__in=people).select_related("user")
    by_team = defaultdict(list)
    for member in members:
        by_team[member.team_id].append(member.user)
    found = defaultdict(list)
    for lead in Membership.objects.on(period.last_day).filter(team__in=by_team, is_lead=True).select_related("user"):
        found[lead.user] += [person for person in by_team[lead.team_id] if person.pk != lead.user_id]
    return {leader: listed for leader, listed in found.items() if listed}
