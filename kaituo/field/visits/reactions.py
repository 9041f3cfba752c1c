"""What follows from a visit: it counts as following the customer up, its next step is planned, and who judges hears what was noticed."""

from django.utils.translation import gettext_lazy as _

from kaituo.field.activities.choices import Kind
from kaituo.field.activities.events import FOLLOW_UP_PLANNED
from kaituo.field.activities.models import FollowUp
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.follow_ups import follow_up

from .choices import Judgement, State
from .events import CHECKED_OUT, VISIT_ACCEPTED, VISIT_CANCELLED, VISIT_MOVED, VISIT_REFUSED
from .models import Visit

follow_up("visit", _("Visit that was made"), facts=(CHECKED_OUT,), of={"visits.Visit": "account"})
belonging("visits.Visit", lambda person: Visit.objects.active().filter(owner=person, state=State.PLANNED), goes_with="account_id")
TO_JUDGE = kind("visits.to_judge", _("Visits to judge"), _("%(actor)s's visit has to be judged: %(subject)s (%(noticed)s)"), "alert-triangle")
JUDGED = kind("visits.judged", _("Judged visits"), _("%(actor)s judged your visit %(subject)s: %(reason)s"), "check")
CHANGED = kind("visits.changed", _("Visits that others changed"), _("%(actor)s changed your visit: %(subject)s"), "calendar-event")


@during(CHECKED_OUT, subject="visits.Visit")
def plan_next(events: list[Event]) -> None:
    """A day that is over promises nothing any more."""
    actors = {event.subject_id: event.actor for event in events}
    for visit in Visit.objects.filter(pk__in=actors, next_on__gte=clock.today()).select_related("account"):
        planned = FollowUp(
            account=visit.account, contact_id=visit.contact_id, owner_id=visit.owner_id, kind=Kind.CALL, what=visit.next_step, due_on=visit.next_on
        )
        records.create(planned, by=actors[visit.pk], says=FOLLOW_UP_PLANNED)


@during(CHECKED_OUT, subject="visits.Visit")
def ask_who_judges(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    rows = Visit.objects.filter(pk__in=actors, judgement=Judgement.WAITING).select_related("owner", "account")
    for visit in rows:
        tell(_leads_of(visit), TO_JUDGE, visit, by=actors[visit.pk], noticed=visit.noticed())


def _leads_of(visit: Visit) -> list[User]:
    """Who leads a team that the visitor is in, and may judge her visit."""
    teams = Membership.objects.on(visit.planned_on).filter(user=visit.owner_id).values("team")
    leads = Membership.objects.on(visit.planned_on).filter(team__in=teams, is_lead=True).exclude(user=visit.owner_id).select_related("user")
    return [lead.user for lead in leads if may(lead.user, "judge", visit)]


@during(VISIT_ACCEPTED, VISIT_REFUSED, subject="visits.Visit")
def tell_the_visitor(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for visit in Visit.objects.filter(pk__in=actors).select_related("owner", "account"):
        tell([visit.owner], JUDGED, visit, by=actors[visit.pk], reason=visit.reason)


@during(VISIT_MOVED, VISIT_CANCELLED, subject="visits.Visit")
def tell_whose_day_changed(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for visit in Visit.objects.filter(pk__in=actors).select_related("owner", "account"):
        if visit.owner_id != actors[visit.pk].pk:
            tell([visit.owner], CHANGED, visit, by=actors[visit.pk])
