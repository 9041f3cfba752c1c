"""Sends deliveries that are due: one after the other, at the channel's pace, with pauses that grow after each failure.

The order is what makes it once: take hold of the row, mark it as being sent, send, note what came of it. A process that dies in between leaves the mark;
`recover` sends such a delivery again where the channel bears repeating, and else lays it before somebody.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by

from . import pace
from .channels import CHANNELS, Channel, Later, Lost, Message
from .choices import DeliveryState
from .models import Delivery, KindSwitch, Notice, Preference

LOG = logging.getLogger(__name__)
MOST_ATTEMPTS = 6
FIRST_PAUSE, GROWTH = timedelta(seconds=30), 4
MOST_SECONDS = 40
"""After so long the worker turns to other jobs; the rest goes with the next one."""
LOST_AFTER = timedelta(minutes=10)
"""No channel waits this long for an answer: whoever was sending is dead."""


def send_due() -> int:
    """How many were sent."""
    recover(timezone.now())
    count, end = 0, monotonic() + MOST_SECONDS
    while monotonic() < end:
        delivery = claim(timezone.now())
        if delivery is None:
            return count
        count += send(delivery)
    return count


@transaction.atomic
def claim(now: datetime) -> Delivery | None:
    """The next one that is due and whose channel is free, marked as being sent."""
    while True:
        row = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
        if row is None:
            return None
        channel = CHANNELS.get(row.channel)
        free = pace.take(*channel.pace(row), now) if channel else now
        if free > now:
            row.due_at = free
            row.save(update_fields=["due_at"])
            continue
        row.state, row.sending_since = DeliveryState.SENDING, now
        row.save(update_fields=["state", "sending_since"])
        return row


def send(delivery: Delivery) -> bool:
    """One attempt with a row that is marked as being sent; whether it arrived."""
    reason = unfit(delivery)
    if reason:
        _note(delivery, DeliveryState.DROPPED, problem=reason)
        return False
    channel = CHANNELS[delivery.channel]
    delivery.attempt_count += 1
    try:
        answer = channel.send(message(delivery, channel), delivery)
    except Lost as error:
        _note(delivery, DeliveryState.FAILED, problem=str(error))
    except Later as error:
        _put_off(delivery, channel, error)
    except Exception as error:  # a mistake in one channel must not keep the others' messages back
        LOG.exception("channel %s failed", delivery.channel)
        _put_off(delivery, channel, Later(type(error).__name__))
    else:
        delivery.sent_at = timezone.now()
        _note(delivery, DeliveryState.SENT, answer=answer)
        return True
    return False


def unfit(delivery: Delivery) -> str:
    """Why it must not be sent now, whatever held when it was made; asked immediately before sending. In English, as it is kept; shown in the reader's language."""
    notice, channel = delivery.notice, CHANNELS.get(delivery.channel)
    if channel is None:
        return _("This channel no longer exists.")
    if KindSwitch.objects.filter(kind=notice.kind, is_on=False).exists():
        return _("The company has switched this kind of notice off.")
    if delivery.person is not None and (reason := _unfit_for(delivery.person, delivery, channel)):
        return reason
    return channel.unfit(delivery)


def _unfit_for(person: User, delivery: Delivery, channel: Channel) -> str:
    notice = delivery.notice
    wish = Preference.objects.filter(person=person, kind=notice.kind).first()
    if wish is not None and not wish.rings_on(channel):
        return _("No longer wanted on this channel.")
    if notice.read_at is not None:
        return _("Read in the inbox before.")
    return "" if may_still_know(person, notice) else _("The person may not see the record (any more).")


def may_still_know(person: User, notice: Notice) -> bool:
    """By today's roles, teams and shares, on the record as it stands."""
    if not person.is_active:
        return False
    if not notice.model:
        return True
    row = subject_of(notice)
    return row is not None and (not hasattr(type(row), "access") or may(person, VIEW, row))


def subject_of(notice: Notice) -> Model | None:
    try:
        return apps.get_model(notice.model)._default_manager.filter(pk=notice.record_id).first()
    except LookupError:
        return None


def message(delivery: Delivery, channel: Channel) -> Message:
    """In the reader's language and by her clock; to a group in the installation's."""
    person, notice = delivery.person, delivery.notice
    with as_read_by(person):
        return Message(
            title=notice.kind_label,
            text=notice.sentence,
            path=notice.path,
            url=origin() + notice.path if origin() else "",
            person=person,
            mentions=channel.readers(delivery),
            notice_id=notice.pk,
        )


def origin() -> str:
    """How the house is called from outside; empty where nobody has said."""
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/")


def pause_after(attempt_count: int) -> timedelta:
    return FIRST_PAUSE * GROWTH ** (attempt_count - 1)


def _put_off(delivery: Delivery, channel: Channel, error: Later) -> None:
    """What the other side asked for counts, if it is longer than our own pause; then nothing else goes that way before it either."""
    if error.after:
        pace.block(channel.pace(delivery)[0], timezone.now() + error.after)
    if delivery.attempt_count >= MOST_ATTEMPTS:
        _note(delivery, DeliveryState.FAILED, problem=str(error))
        return
    delivery.due_at = timezone.now() + max(pause_after(delivery.attempt_count), error.after or timedelta())
    _note(delivery, DeliveryState.WAITING, problem=str(error))


@transaction.atomic
def recover(now: datetime) -> int:
    """What was being sent when its process died; how many."""
    rows = list(Delivery.objects.stranded(now - LOST_AFTER).select_for_update(skip_locked=True, of=("self",)))
    for row in rows:
        channel = CHANNELS.get(row.channel)
        state = DeliveryState.WAITING if channel is None or channel.bears_repeating else DeliveryState.UNSURE
        _note(row, state, problem=_("The process ended while it was sending: nobody knows whether this arrived."))
    return len(rows)


def _note(delivery: Delivery, state: DeliveryState, *, problem: str = "", answer: str = "") -> None:
    delivery.state, delivery.problem, delivery.answer, delivery.sending_since = state, problem[:300], answer[:300], None
    delivery.save()
