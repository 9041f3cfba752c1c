"""The verbs of visits. What a phone sends comes here by way of `syncing`, which does each of them once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Flag, Judgement, Source, State
from .forms import CancelForm, JudgeForm, MoveForm
from .models import Consent, Evidence, Presence, Site, Visit, VisitStep
from .models.consent import WORDING

JUDGED = {Flag.FAR, Flag.INACCURATE, Flag.CLOCK, Flag.MOCK, Flag.OUTSIDE_HOURS}
"""What a manager is asked about. A visit without a position says so and needs nobody's word."""
EXACT_M = 50
"""A customer's place is taken from a check-in that is at least so accurate."""


def plan(visit: Visit, *, by: User) -> Visit:
    """Put a visit on a day. Raises ValidationError and PermissionDenied like `records.create`."""
    return records.create(visit, by=by, says=events.VISIT_PLANNED)


@transaction.atomic
def arrange(visits: list[Visit], *, by: User) -> None:
    """Their places in the route, in the order given."""
    for number, visit in enumerate(visits, start=1):
        records.change(visit, {"position": number}, by=by, says=events.DAY_ARRANGED)


@action(label=pgettext_lazy("visit", "Move"), says=events.VISIT_MOVED, allow="change", form=MoveForm, when="is_planned", icon="calendar-event")
def move(visit: Visit, *, by: User, to: date) -> None:
    if to < clock.today():
        raise Refused(_("A visit is not planned for a day that is over."), field="to")
    if to == visit.planned_on:
        raise Refused(_("It is planned for this day already."), field="to")
    visit.planned_on, visit.position = to, 0
    visit.save(update_fields=["planned_on", "position", "due_on"])


@action(label=gettext_lazy("Cancel"), says=events.VISIT_CANCELLED, form=CancelForm, when="is_planned", icon="circle-x", danger=True)
def cancel(visit: Visit, *, by: User, reason: str) -> None:
    visit.state, visit.reason = State.CANCELLED, reason
    visit.save(update_fields=["state", "reason"])


@action(label=gettext_lazy("Miss"), says=events.VISIT_MISSED, allow="change", when="is_planned", icon="clock-exclamation")
def miss(visit: Visit, *, by: User) -> None:
    """Its day went by. A check-in that arrives later from a phone without network still counts."""
    visit.state = State.MISSED
    visit.save(update_fields=["state"])


@action(label=gettext_lazy("Check in"), says=events.CHECKED_IN, when="can_begin", icon="map-pin")
def check_in(visit: Visit, *, by: User, presence: Presence) -> None:
    """The visitor is there. `presence` comes from `checking.presence`."""
    _refuse_others(visit, by)
    presence.visit = visit
    presence.save()
    visit.state, visit.began_at = State.UNDER_WAY, presence.happened_at
    visit.planned_on = presence.happened_at.astimezone(zone_of(visit.owner.time_zone)).date()
    visit.distance_m = presence.distance_m
    _note(visit, presence)
    visit.save(update_fields=["state", "began_at", "planned_on", "due_on", "distance_m", "flags", "judgement"])
    _learn_place(visit, presence)


@action(label=gettext_lazy("Keep evidence"), says=events.EVIDENCE_TAKEN, allow="check_in", when="is_active", icon="camera")
def keep_evidence(visit: Visit, *, by: User, step: VisitStep, evidence: Evidence) -> None:
    """One step was done. It may arrive after the check-out, from a phone that had no network."""
    _refuse_others(visit, by)
    if visit.state not in {State.UNDER_WAY, State.DONE}:
        raise Refused(_("Check in first: evidence belongs to a visit that has begun."))
    if step.visit_type_id != visit.visit_type_id:
        raise Refused(_("This step belongs to another type of visit."))
    evidence.visit, evidence.step, evidence.created_by = visit, step, by
    evidence.full_clean(exclude=["created_by"])
    evidence.save()


@action(label=gettext_lazy("Check out"), says=events.CHECKED_OUT, allow="check_in", when="is_under_way", icon="check")
def check_out(visit: Visit, *, by: User, presence: Presence, summary: str = "", next_step: str = "", next_on: date | None = None) -> None:
    """The visitor leaves. Raises Refused naming the steps that must be done and are not."""
    _refuse_others(visit, by)
    missing = visit.visit_type.steps.filter(is_required=True, archived_at=None).exclude(evidence__visit=visit)
    if names := "、".join(step.name for step in missing):
        raise Refused(_("Still to be done on this visit: %(steps)s") % {"steps": names})
    presence.visit = visit
    presence.save()
    visit.state, visit.ended_at = State.DONE, max(presence.happened_at, visit.began_at)
    visit.minutes = min(round((visit.ended_at - visit.began_at).total_seconds() / 60), 24 * 60)
    visit.done_on = visit.planned_on
    visit.opens_day = not Visit.objects.done().filter(owner=visit.owner, done_on=visit.done_on, opens_day=True).exclude(pk=visit.pk).exists()
    visit.summary, visit.next_step, visit.next_on = summary, next_step, next_on
    _note(visit, presence)
    visit.save(update_fields=CHECKED_OUT_FIELDS)


CHECKED_OUT_FIELDS = ["state", "ended_at", "minutes", "done_on", "opens_day", "summary", "next_step", "next_on", "flags", "judgement"]


@action(label=pgettext_lazy("visit", "Accept"), says=events.VISIT_ACCEPTED, allow="judge", form=JudgeForm, when="is_waiting", icon="check")
def accept(visit: Visit, *, by: User, reason: str) -> None:
    """What was noticed is explained: the visit counts."""
    _judge(visit, Judgement.ACCEPTED, by, reason)


@action(
    label=pgettext_lazy("visit", "Do not accept"), says=events.VISIT_REFUSED, allow="judge", form=JudgeForm, when="is_waiting", icon="x", danger=True
)
def refuse(visit: Visit, *, by: User, reason: str) -> None:
    """The visit stays with everything that was noticed, and does not count."""
    _judge(visit, Judgement.REFUSED, by, reason)


@transaction.atomic
def give_consent(*, by: User) -> Consent:
    """Positions may be kept from now on. Giving it twice is giving it once."""
    for older in Consent.objects.filter(person=by, withdrawn_at=None):
        if older.wording == WORDING:
            return older
        older.withdrawn_at = clock.now()
        older.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(person=by)
    ring([state(events.CONSENT_GIVEN, consent, by=by)])
    return consent


@transaction.atomic
def withdraw_consent(*, by: User) -> int:
    """No position is kept from now on, and those that were kept are deleted. Returns how many."""
    for consent in Consent.objects.filter(person=by, withdrawn_at=None):
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
        ring([state(events.CONSENT_WITHDRAWN, consent, by=by)])
    kept = Presence.objects.filter(visit__owner=by, latitude__isnull=False)
    return kept.update(latitude=None, longitude=None, accuracy_m=None)


def _refuse_others(visit: Visit, by: User) -> None:
    """Nobody is somewhere in another's place."""
    if visit.owner_id != by.pk:
        raise PermissionDenied(_("Only the visitor herself checks in and out."))


def _note(visit: Visit, presence: Presence) -> None:
    visit.flags = [*visit.flags, *(flag for flag in presence.flags if flag not in visit.flags)]
    if JUDGED & set(visit.flags) and visit.judgement == Judgement.NONE:
        visit.judgement = Judgement.WAITING


def _learn_place(visit: Visit, presence: Presence) -> None:
    """The first good position at a customer whose place nobody knew becomes its place."""
    if presence.latitude is None or presence.accuracy_m > EXACT_M or presence.flags or Site.objects.filter(account=visit.account).exists():
        return
    site = Site(account=visit.account, latitude=presence.latitude, longitude=presence.longitude, source=Source.CHECKED_IN)
    records.create(site, by=User.objects.system())


def _judge(visit: Visit, judgement: Judgement, by: User, reason: str) -> None:
    if visit.owner_id == by.pk and not by.is_system:
        raise Refused(_("Nobody judges her own visits."))
    visit.judgement, visit.judged_by, visit.reason = judgement, by, reason
    visit.save(update_fields=["judgement", "judged_by", "reason"])


def today_of(person: User) -> date:
    """The day by her own clock."""
    return timezone.localdate(clock.now(), zone_of(person.time_zone))
