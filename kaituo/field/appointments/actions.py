"""The verbs of appointments: move, leave out a day, answer an invitation; and the feed's opening and end."""

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .forms import AnswerForm, MoveForm, SkipForm
from .models import Appointment, Feed


@action(
    label=pgettext_lazy("appointment", "Move"), says=events.APPOINTMENT_MOVED, allow="change", form=MoveForm, when="is_active", icon="calendar-event"
)
def move(appointment: Appointment, *, by: User, to: datetime) -> None:
    """It lasts as long as before; a series moves as a whole."""
    duration = appointment.duration
    appointment.starts_at, appointment.ends_at = to, to + duration
    appointment.full_clean()
    appointment.save(update_fields=["starts_at", "ends_at"])


@action(label=gettext_lazy("Leave out a day"), says=events.OCCURRENCE_SKIPPED, allow="change", form=SkipForm, when="is_series", icon="calendar-off")
def skip(appointment: Appointment, *, by: User, on: date) -> None:
    if on.isoformat() in appointment.skipped:
        raise Refused(_("It is left out on this day already."), field="on")
    appointment.skipped = sorted([*appointment.skipped, on.isoformat()])
    appointment.save(update_fields=["skipped"])


@action(label=gettext_lazy("Answer"), says=events.INVITATION_ANSWERED, allow="view", form=AnswerForm, when="is_active", icon="check")
def answer(appointment: Appointment, *, by: User, answer: str) -> None:
    invitation = appointment.invitations.filter(person=by).first()
    if invitation is None:
        raise Refused(_("You are not invited."))
    invitation.answer = answer
    invitation.save(update_fields=["answer"])


@transaction.atomic
def open_feed(*, by: User) -> str:
    """A new secret for the person's calendar; one that was open before no longer opens it."""
    Feed.objects.filter(owner=by).delete()
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(owner=by, digest=digest_of(secret))
    ring([state(events.FEED_OPENED, feed, by=by)])
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    for feed in Feed.objects.filter(owner=by):
        event = state(events.FEED_REVOKED, feed, by=by)
        feed.delete()
        ring([event])


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
