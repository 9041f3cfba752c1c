"""The verbs of recognition: thank, applaud, withdraw, bestow a title, end it; and what the night awards."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state_many
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Kind
from .earning import Earned
from .forms import BestowForm, ReasonForm
from .models import BadgeEarned, Cheer, CompanyValue, Honour, HonourTitle, Recognition
from .whom import leads, thankable

MONTHS = 12


def thank(person: User, value: CompanyValue, deed: str, *, by: User, about: models.Model | None = None) -> Recognition:
    """Thanks, or praise where the giver leads the person. Raises ValidationError for oneself and beyond the limits of a day."""
    row = Recognition(giver=by, person=person, value=value, deed=deed.strip(), kind=Kind.PRAISE if leads(by, person) else Kind.THANKS)
    if about is not None:
        row.subject_type, row.subject_id = about._meta.label, about.pk
    if person.pk != by.pk and not thankable(by).filter(pk=person.pk).exists():
        raise PermissionDenied(_("You cannot thank this person here."))
    return records.create(row, by=by, says=events.PERSON_THANKED, inputs={"deed": row.deed})


@action(label=gettext_lazy("Applaud"), says=events.RECOGNITION_CHEERED, when="is_standing", icon="thumb-up")
def cheer(recognition: Recognition, *, by: User) -> None:
    """Once more takes it back; nobody applauds herself."""
    if by.pk == recognition.person_id:
        raise Refused(_("Others applaud you; you need not."))
    kept = recognition.cheers.filter(person=by)
    if kept.exists():
        kept.delete()
    else:
        Cheer.objects.create(recognition=recognition, person=by, created_by=by)


@action(label=gettext_lazy("Withdraw"), says=events.RECOGNITION_WITHDRAWN, form=ReasonForm, when="is_standing", icon="arrow-back-up", danger=True)
def withdraw(recognition: Recognition, *, by: User, reason: str) -> None:
    """By whoever wrote it, or the back office. It leaves the wall; that it was there, and why it went, stays with it."""
    recognition.withdrawn_at, recognition.withdrawn_by, recognition.withdrawn_because = clock.now(), by, reason
    recognition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])


@action(label=gettext_lazy("Bestow"), says=events.TITLE_BESTOWED, form=BestowForm, when="is_active", icon="award")
def bestow(title: HonourTitle, *, by: User, person: User, starts_on: date, reason: str) -> Honour:
    """For the months of the title, from the day on."""
    if person.pk == by.pk:
        raise Refused(_("Somebody else bestows titles on you."), field="person")
    if Honour.objects.on(starts_on).filter(title=title, person=person).exists():
        raise Refused(_("%(person)s bears this title on that day already.") % {"person": person}, field="person")
    row = Honour(title=title, person=person, starts_on=starts_on, ends_on=_months_after(starts_on, title.months), reason=reason)
    row.full_clean()
    row.created_by = by
    row.save()
    return row


@action(label=pgettext_lazy("honour", "End"), says=events.TITLE_ENDED, form=ReasonForm, when="is_borne", icon="x", danger=True)
def end_honour(honour: Honour, *, by: User, reason: str) -> None:
    honour.ends_on, honour.ended_because = clock.today(), reason
    honour.save(update_fields=["ends_on", "ended_because"])


@transaction.atomic
def award(found: list[Earned], *, by: User) -> list[BadgeEarned]:
    """What was earned and not yet awarded; run again it awards nothing twice."""
    kept = set(BadgeEarned.objects.values_list("badge_id", "person_id", "starts_on"))
    fresh = [each for each in found if (each.badge.pk, each.person, each.period.start) not in kept]
    rows = [
        BadgeEarned(badge=each.badge, person_id=each.person, starts_on=each.period.start, ends_on=each.period.end, value=each.value, created_by=by)
        for each in fresh
    ]
    BadgeEarned.objects.bulk_create(rows)
    ring(state_many(events.BADGE_EARNED, rows, by=by))
    return rows


def _months_after(day: date, count: int) -> date:
    months = day.year * MONTHS + day.month - 1 + count
    return date(months // MONTHS, months % MONTHS + 1, min(day.day, 28))
