"""The verbs of mailboxes and letters: try, look, pause, resume, dedicate; write, send again, cancel; what others see. Filing stands in `filing`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import CHANGE, demand
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.remarks import keep_file
from kaituo.foundation.records.verbs import action
from kaituo.sales.customers.models import Contact

from . import events
from .choices import Direction, Kind, Sending
from .following import follow_up
from .forms import DedicateForm, OpenForm
from .models import Keeping, Letter, Mailbox, Round, Wording
from .occasions import Occasion, thread_of
from .reading import Address, digest
from .ways import boxes_of, house_address, house_sends

REST = timedelta(minutes=5)
LONGEST_DOUBLINGS = 6


@action(label=gettext_lazy("Pause"), says=events.MAILBOX_PAUSED, allow="change", when="is_ready", icon="x")
def pause(mailbox: Mailbox, *, by: User) -> None:
    mailbox.is_on = False
    mailbox.save(update_fields=["is_on"])


@action(label=gettext_lazy("Resume"), says=events.MAILBOX_RESUMED, allow="change", when="is_off", icon="check")
def resume(mailbox: Mailbox, *, by: User) -> None:
    mailbox.is_on, mailbox.failure_count, mailbox.rests_until = True, 0, None
    mailbox.save(update_fields=["is_on", "failure_count", "rests_until"])


@action(label=gettext_lazy("Use it for…"), says=events.MAILBOX_DEDICATED, form=DedicateForm, when="is_active", icon="users-group")
def dedicate(mailbox: Mailbox, *, by: User, kind: str, team: Team | None = None, campaign: str = "") -> None:
    """A person's own box, a team's, a drop box, or one for enquiries."""
    mailbox.kind = Kind(kind)
    mailbox.team = team if kind == Kind.TEAM else None
    mailbox.campaign = campaign if kind == Kind.ENQUIRIES else ""
    mailbox.save(update_fields=["kind", "team", "campaign"])


@action(label=gettext_lazy("Try"), says=events.MAILBOX_TRIED, allow="change", icon="plug")
def note_trial(mailbox: Mailbox, *, by: User, worked: bool, said: str) -> None:
    """What the server answered; it was asked before, because nobody holds the database while another system takes its time."""
    mailbox.is_working, mailbox.said = worked, said[:300]
    mailbox.failure_count, mailbox.rests_until = (0, None) if worked else (mailbox.failure_count, mailbox.rests_until)
    mailbox.save(update_fields=["is_working", "said", "failure_count", "rests_until"])


@action(label=gettext_lazy("What others see"), says=events.LETTER_OPENED, allow="change", form=OpenForm, when="is_active", icon="eye")
def open_to(letter: Letter, *, by: User, shows: str) -> None:
    """One letter may be more open, or less, than the others of its box."""
    letter.shows = shows
    letter.save(update_fields=["shows"])


@action(label=gettext_lazy("No answer needed"), says=events.LETTER_SET_ASIDE, allow="change", when="is_awaited", icon="check")
def set_aside(letter: Letter, *, by: User) -> None:
    letter.awaited.answered_at, letter.awaited.is_needed = clock.now(), False
    letter.awaited.save(update_fields=["answered_at", "is_needed"])


@transaction.atomic
def write(
    occasion: Occasion,
    *,
    by: User,
    box: Mailbox | None,
    to: Sequence[Address],
    cc: Sequence[Address] = (),
    contact: Contact | None = None,
    subject: str,
    text: str,
    shows: str,
    files: Sequence[UploadedFile] = (),
    send_at: datetime | None = None,
) -> Letter:
    """A letter that is sent as soon as this is through, or at the moment that was named. From `box`, or from the house where that is None.

    Raises PermissionDenied, Http404, and ValidationError like `records.create`.
    """
    demand(by, CHANGE, occasion.about)
    letter = Letter(direction=Direction.OUT, state=Sending.WAITING, due_at=send_at or timezone.now(), person=by, mailbox=box)
    letter.account, letter.lead, letter.opportunity, letter.contact = occasion.account, occasion.lead, occasion.deal, contact
    letter.subject, letter.shows, letter.sent_at = subject, shows, letter.due_at
    letter.to, letter.cc = [list(each) for each in to], [list(each) for each in cc]
    letter.sender_name, letter.sender = by.name, _sender(box, by)
    _number(letter, occasion.answers)
    records.create(letter, by=by, says=events.LETTER_WRITTEN)
    wording = records.create(Wording(letter=letter, text=text), by=User.objects.system())
    for file in files:
        keep_file(wording, by=by, file=file)
    Keeping.objects.create(letter=letter, person=by)
    if box is not None and box.team_id:
        Keeping.objects.create(letter=letter, team=box.team)
    return letter


def _sender(box: Mailbox | None, by: User) -> str:
    if box is None and not (house_sends() and by.email):
        raise ValidationError({"sender": _("There is no way to send: enter an SMTP server in your mailbox.")})
    if box is not None and box not in boxes_of(by):
        raise ValidationError({"sender": _("Nothing can be sent from this mailbox.")})
    return box.address.lower() if box is not None else house_address()


def _number(letter: Letter, answers: Letter | None) -> None:
    """The number it keeps on its whole way, and those that hold it in its exchange."""
    letter.message_id = f"<kaituo.{uuid4().hex}@{letter.sender.rpartition('@')[2]}>"
    letter.key = digest(letter.message_id)
    letter.references = thread_of(answers) if answers else []
    letter.thread = answers.thread if answers else letter.key


@action(label=pgettext_lazy("delivery", "Send again"), says=events.LETTER_SENT_AGAIN, allow="change", when="may_be_sent_again", icon="refresh")
def send_again(letter: Letter, *, by: User) -> None:
    """All attempts anew, with the same number: who got it already can tell."""
    letter.state, letter.attempt_count, letter.problem, letter.due_at = Sending.WAITING, 0, "", timezone.now()
    letter.save(update_fields=["state", "attempt_count", "problem", "due_at"])


@action(label=gettext_lazy("Cancel the sending"), says=events.LETTER_CANCELLED, allow="change", when="may_be_cancelled", icon="x")
def cancel(letter: Letter, *, by: User) -> None:
    letter.state = Sending.CANCELLED
    letter.save(update_fields=["state"])


@action(label=gettext_lazy("It arrived"), says=events.LETTER_CONFIRMED, allow="change", when="is_unsure", icon="check")
def confirm(letter: Letter, *, by: User) -> None:
    """Somebody asked, or looked: it was sent after all."""
    letter.state, letter.problem = Sending.SENT, ""
    follow_up(letter)
    letter.save()


@transaction.atomic
def note_round(mailbox: Mailbox, came: Round) -> bool:
    """Keep what came of a look; a box that fails rests longer each time. Whether it began to fail just now.

    It is no fact of the record: it happens every few minutes.
    """
    came.save()
    fresh = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    has_begun = bool(came.problem) and fresh.failure_count == 0
    count = fresh.failure_count + 1 if came.problem else 0
    rest = timezone.now() + REST * 2 ** min(count, LONGEST_DOUBLINGS) if count else None
    said = {"looked_at": came.begun_at, "is_working": not came.problem, "said": came.problem, "failure_count": count, "rests_until": rest}
    Mailbox.objects.filter(pk=mailbox.pk).update(**said)
    return has_begun
