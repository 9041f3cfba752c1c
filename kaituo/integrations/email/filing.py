"""Files a letter with its customer: once for the installation, whichever boxes hold it and however often they are read."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.remarks import keep_file

from . import events
from .answers import expect
from .choices import RESERVE, Direction, Kind, Openness, Sending
from .following import FIELDS, follow_up
from .matching import Match, certain_deal
from .models import Keeping, Letter, Mailbox, Wording
from .reading import Body, Head
from .telling import tell_of_letter


def know(key: str, box: Mailbox, *, is_sent: bool) -> bool:
    """Whether the letter is filed already; then this box holds it too."""
    letter = Letter.objects.filter(key=key).first()
    if letter is not None:
        _hold(letter, box, is_sent=is_sent)
    return letter is not None


def file(head: Head, body: Body, match: Match, box: Mailbox, *, is_sent: bool) -> bool:
    """Whether it is new. Of two who file it at once one finds it known."""
    try:
        _file(head, body, match, box, is_sent=is_sent)
    except IntegrityError:
        if not know(head.key, box, is_sent=is_sent):
            raise
        return False
    return True


@transaction.atomic
def _file(head: Head, body: Body, match: Match, box: Mailbox, *, is_sent: bool) -> None:
    system = User.objects.system()
    letter = records.create(_letter(head, match, box), by=system, says=events.LETTER_FILED)
    wording = records.create(Wording(letter=letter, text=body.text), by=system)
    left = _keep_files(wording, body, system)
    if left:
        Letter.objects.filter(pk=letter.pk).update(left_out=left)
    _hold(letter, box, is_sent=is_sent)
    if letter.direction == Direction.IN:
        tell_of_letter(letter)
        expect(letter)


def _letter(head: Head, match: Match, box: Mailbox) -> Letter:
    return Letter(
        key=head.key,
        message_id=head.message_id,
        thread=head.thread,
        references=list(head.references),
        direction=match.direction,
        subject=head.subject,
        sender_name=head.sender[0],
        sender=head.sender[1],
        to=[list(each) for each in head.to],
        cc=[list(each) for each in head.cc],
        sent_at=min(head.sent_at or timezone.now(), timezone.now()),
        mailbox=box,
        person=match.person,
        account=match.found.account,
        contact=match.found.contact,
        lead=match.found.lead,
        opportunity=certain_deal(match.found),
        shows=box.shows,
        is_dropped=box.kind == Kind.DROP,
    )


def _keep_files(wording: Wording, body: Body, by: User) -> list[str]:
    """The names of those that are not kept, because of their kind, size or content."""
    left = []
    for enclosed in body.files:
        try:
            keep_file(wording, by=by, file=SimpleUploadedFile(enclosed.name, enclosed.data, enclosed.content_type))
        except ValidationError:
            left.append(enclosed.name[:200])
    return left + (["…"] if body.more_files else [])


@transaction.atomic
def _hold(letter: Letter, box: Mailbox, *, is_sent: bool) -> None:
    """The box holds it. The most reserved of its boxes decides what others see; a blind copy to a drop box was meant to be seen as that box says.

    Of a letter that was written here, a copy among the sent ones settles that it went out.
    """
    holders = [{"person": box.owner}] if box.kind != Kind.DROP else [{"person": letter.person}]
    if box.team_id:
        holders.append({"team": box.team})
    is_new = [Keeping.objects.get_or_create(letter=letter, **each)[1] for each in holders]
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if any(is_new) or (box.kind == Kind.DROP and not letter.is_dropped):
        letter.shows = _shown(letter, box)
        letter.is_dropped = letter.is_dropped or box.kind == Kind.DROP
    was_sent = is_sent or box.kind == Kind.DROP
    if letter.state and was_sent:
        letter.state, letter.problem = Sending.SENT, ""
    if letter.direction == Direction.OUT and was_sent:
        follow_up(letter)
    letter.save(update_fields=["shows", "is_dropped", "state", "problem", *FIELDS])


def _shown(letter: Letter, box: Mailbox) -> str:
    if box.kind == Kind.DROP:
        return box.shows
    if letter.is_dropped:
        return letter.shows
    return min(letter.shows, box.shows, key=lambda each: RESERVE.index(Openness(each)))
