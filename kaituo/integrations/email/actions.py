"""The verbs of mailboxes and letters: try, look, pause, resume, dedicate; what others see. Filing a letter stands in `filing`."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.records import clock
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Kind
from .forms import DedicateForm, OpenForm
from .models import Letter, Mailbox, Round

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


@action(label=gettext_lazy("No answer needed"), says=events.LETTER_SETTLED, allow="change", when="is_awaited", icon="check")
def settle(letter: Letter, *, by: User) -> None:
    letter.awaited.answered_at = clock.now()
    letter.awaited.save(update_fields=["answered_at"])


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
