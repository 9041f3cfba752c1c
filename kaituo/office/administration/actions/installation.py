"""What concerns the installation as a whole: its beginning, its holidays, its jobs, its chain of events."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.company.models import Holiday, LegalEntity, Organisation
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs import queue
from kaituo.foundation.jobs.models import Schedule
from kaituo.foundation.jobs.rhythm import next_after
from kaituo.foundation.kernel.calendar import UnknownYear
from kaituo.foundation.kernel.china import china_days
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import sealing
from kaituo.foundation.records.log import state
from kaituo.foundation.records.models import Seal
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.duties.defaults import make_default_duty_roles
from kaituo.sales.pipeline.defaults import make_default_pipeline

from .. import events
from ..default_roles import make_default_roles

ADMINISTER = "administer"
CHINA = "CN"


def administers(user: User) -> bool:
    """Whether the pages of the installation are open to this person: only those who may do everything, to everything, hold this verb."""
    return user.is_authenticated and Scope.ALL in user.rights.reach(Organisation._meta.label, ADMINISTER)


def demand_administrator(by: User) -> None:
    if not administers(by):
        raise PermissionDenied(_("This is for administrators."))


@transaction.atomic
def begin(organisation: Organisation, *, by: User) -> Organisation:
    """Set the organisation up: itself, the usual roles, a first way of selling, and this year's public holidays where they are known."""
    demand_administrator(by)
    if Organisation.objects.exists():
        raise Refused(_("The organisation is set up already."))
    records.create(organisation, by=by, says=events.INSTALLATION_BEGUN)
    if not LegalEntity.objects.exists():
        records.create(LegalEntity(name=organisation.name), by=by)
    make_default_roles()
    make_default_pipeline(by=by)
    make_default_duty_roles(by=by)
    if organisation.country == CHINA:
        bring_holidays(timezone.localdate().year, by=by)
    return organisation


@transaction.atomic
def bring_holidays(year: int, *, by: User) -> int:
    """China's holidays and make-up workdays of a year; days that are there already stay as they are. How many were added.

    Raises Refused while the year is not announced.
    """
    try:
        days = china_days(year)
    except UnknownYear as error:
        raise Refused(_("The holidays of %(year)s have not been announced yet.") % {"year": year}, field="year") from error
    known = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    rows = [Holiday(day=day, name=name) for day, name in days.holidays.items()]
    rows += [Holiday(day=day, name=_("Worked in exchange"), is_workday=True) for day in days.make_up]
    return len(records.create_many([row for row in rows if row.day not in known], by=by))


@transaction.atomic
def set_schedule(schedule: Schedule, *, by: User) -> None:
    """Keep the rule and whether it is on; the next run follows."""
    demand_administrator(by)
    schedule.next_run_at = next_after(schedule.rule, timezone.localtime())
    schedule.save(update_fields=["rule", "is_on", "next_run_at"])
    state(events.SCHEDULE_SET, schedule, by=by, inputs={"rule": schedule.rule, "is_on": schedule.is_on})


@transaction.atomic
def send_again(job: DBTaskResult, *, by: User) -> None:
    demand_administrator(by)
    queue.send_again(job)
    state(events.JOB_SENT_AGAIN, by, by=by, inputs={"job": job.task_path})


def verify_chain(*, by: User) -> Seal | None:
    """The first broken seal, if there is one; having looked is an event too."""
    demand_administrator(by)
    broken = sealing.verify()
    state(events.CHAIN_VERIFIED, by, by=by, inputs={"outcome": str(broken) if broken else "ok"})
    return broken
