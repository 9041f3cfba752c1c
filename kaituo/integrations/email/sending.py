"""Sends letters that are due, each once: take hold of the row, mark it as being sent, send, note what came of it.

Where nobody can know whether it arrived, because the process or the connection ended in between, the letter is laid before its writer and not sent again by
itself. What certainly was not sent is tried again with growing pauses.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_tasks import task

from kaituo.foundation.identity.access import CHANGE, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices import pace
from kaituo.foundation.notices.channels import Later, Lost
from kaituo.foundation.notices.pacing import Limit
from kaituo.foundation.notices.sending import MOST_ATTEMPTS, pause_after
from kaituo.foundation.records import actions as records

from . import events, smtp
from .choices import Sending
from .composing import composed, envelope
from .copying import lay_copy_of
from .following import FIELDS, follow_up
from .models import Letter
from .telling import tell_of_sending
from .ways import way_of

LOG = logging.getLogger(__name__)
A_BOX = (Limit(20, 60), Limit(300, 3600))
"""So that no provider takes a person for a sender of unwanted mail."""
MOST_SECONDS = 40
LOST_AFTER = timedelta(minutes=15)
"""No letter is under way for so long: whoever was sending is dead."""
COPIED_AFTER = timedelta(minutes=2)
"""Providers that keep what they send have done so by then."""
DIED = _("The process ended while it was sending: nobody knows whether this arrived.")
SAYS = {Sending.SENT: events.LETTER_SENT, Sending.FAILED: events.LETTER_NOT_SENT, Sending.UNSURE: events.LETTER_UNSURE}


@task()
def send_letters() -> int:
    """What was just written, what waits for its moment, and what is to be tried again; how many were sent."""
    sent = send_due()
    for letter in sent:
        lay_copy_of.using(run_after=timezone.now() + COPIED_AFTER).enqueue(letter.pk)
    return len(sent)


def send_due() -> list[Letter]:
    """Those that were sent. After a while the worker turns to other jobs; the rest goes with the next one."""
    recover(timezone.now())
    sent, end = [], monotonic() + MOST_SECONDS
    while monotonic() < end:
        letter = claim(timezone.now())
        if letter is None:
            break
        if send(letter) == Sending.SENT:
            sent.append(letter)
    return sent


@transaction.atomic
def claim(now: datetime) -> Letter | None:
    """The next one that is due and whose box is free, marked as being sent."""
    while True:
        row = Letter.objects.due(now).select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
        if row is None:
            return None
        free = pace.take(f"letters-{row.mailbox_id or 'house'}", A_BOX, now)
        if free > now:
            row.due_at = free
            row.save(update_fields=["due_at"])
            continue
        row.state, row.sending_since, row.attempt_count = Sending.SENDING, now, row.attempt_count + 1
        row.save(update_fields=["state", "sending_since", "attempt_count"])
        return row


def send(letter: Letter) -> Sending:
    """One attempt with a row that is marked as being sent; how it stands then."""
    try:
        _refuse_unfit(letter)
        sender, receivers = envelope(letter)
        left_out = smtp.transmit(way_of(letter), sender, receivers, composed(letter))
    except Lost as error:
        return _note(letter, Sending.FAILED, str(error))
    except smtp.Unsure as error:
        return _note(letter, Sending.UNSURE, str(error))
    except Later as error:
        return _put_off(letter, str(error))
    except (OSError, ValueError) as error:  # a file that is gone, an address no header takes: nothing was handed over
        LOG.exception("letter %s could not be composed", letter.pk)
        return _note(letter, Sending.FAILED, _("The letter could not be put together.") + f"\n{type(error).__name__}")
    return _note(letter, Sending.SENT, _("It went to the others, but not to everybody.") + f"\n{left_out}" if left_out else "")


def _refuse_unfit(letter: Letter) -> None:
    """Whatever held when it was written is asked again immediately before sending."""
    if not letter.person.is_active or not may(letter.person, CHANGE, letter.about):
        raise Lost(_("Its writer may not write to this customer any more."))


def _put_off(letter: Letter, problem: str) -> Sending:
    if letter.attempt_count >= MOST_ATTEMPTS:
        return _note(letter, Sending.FAILED, problem)
    due = timezone.now() + pause_after(letter.attempt_count)
    values = {"state": Sending.WAITING, "sending_since": None, "due_at": due, "problem": problem[:300]}
    Letter.objects.filter(pk=letter.pk, state=Sending.SENDING).update(**values)
    return Sending.WAITING


@transaction.atomic
def _note(letter: Letter, state: Sending, problem: str = "") -> Sending:
    """What came of it, unless a copy that was found in the meantime has settled that already."""
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.state != Sending.SENDING:
        return Sending(row.state)
    settle(row, state, problem, by=User.objects.system())
    if state == Sending.FAILED or problem:
        tell_of_sending(row)
    return state


def settle(letter: Letter, state: Sending, problem: str = "", *, by: User) -> None:
    """A letter that was sent becomes a follow-up in the same transaction."""
    values = {"state": state, "problem": problem[:300], "sending_since": None}
    if state == Sending.SENT:
        values["sent_at"] = timezone.now()
    records.change(letter, values, by=by, says=SAYS[state])
    if state == Sending.SENT:
        follow_up(letter)
        letter.save(update_fields=[*FIELDS])


def recover(now: datetime) -> int:
    """What was being sent when its process died; how many."""
    rows = list(Letter.objects.stranded(now - LOST_AFTER))
    for row in rows:
        _note(row, Sending.UNSURE, DIED)
    return len(rows)
