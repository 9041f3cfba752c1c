"""One look at a mailbox: what came since the last one is matched by its head, and only letters of customers are read whole. Bears being run twice."""

import logging
from time import monotonic

from django.core.exceptions import ValidationError
from django.db import transaction

from kaituo.foundation.records.refusals import Refused
from kaituo.sales.leads.letters import capture_letter

from . import filing, imap
from .actions import note_round
from .choices import Kind
from .imap import Announced, Connection
from .matching import AddressBook
from .models import Enquiry, Folder, Mailbox, Round
from .reading import Head, body_of, head_of
from .telling import tell_of_failure

LOG = logging.getLogger(__name__)
PORTION = 50
MOST_LETTERS = 500
"""Of one folder in one round; the rest waits for the next."""
LARGEST_LETTER = 20 * 1024 * 1024


def look(box: Mailbox) -> Round:
    came = Round(mailbox=box)
    try:
        with imap.signed_in(box) as connection:
            for name, is_sent in imap.folders(connection, box.sent_folder):
                if not (is_sent and box.kind in {Kind.DROP, Kind.ENQUIRIES}):
                    _Reading(connection, box, came, is_sent).folder(name)
    except imap.Failed as error:
        came.problem = str(error)[:300]
    if note_round(box, came):
        tell_of_failure(box, came.problem)
    return came


class _Reading:
    """The reading of one folder."""

    def __init__(self, connection: Connection, box: Mailbox, came: Round, is_sent: bool) -> None:
        self.connection, self.box, self.came, self.is_sent = connection, box, came, is_sent

    def folder(self, name: str) -> None:
        validity = imap.open_folder(self.connection, name)
        row = Folder.objects.get_or_create(mailbox=self.box, name=name)[0]
        if row.uid_validity != validity:
            row.uid_validity, row.last_uid = validity, 0
        uids = imap.numbers_after(self.connection, row.last_uid, self.box.reads_from)[:MOST_LETTERS]
        for start in range(0, len(uids), PORTION):
            if monotonic() > self.connection.end:
                break
            portion = uids[start : start + PORTION]
            self.portion(imap.announced(self.connection, portion))
            row.last_uid = portion[-1]
            row.save()
        row.save()

    def portion(self, letters: list[Announced]) -> None:
        heads = [(each, head) for each in letters if (head := self.head(each)) is not None]
        book = AddressBook(address for _each, head in heads for address in head.addresses)
        for each, head in heads:
            try:
                self.take(each, head, book)
            except (ValidationError, LookupError, ValueError, TypeError, AttributeError) as error:
                self.fail(each, error)

    def head(self, each: Announced) -> Head | None:
        self.came.seen_count += 1
        try:
            return head_of(each.head)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            self.fail(each, error)
            return None

    def fail(self, each: Announced, error: Exception) -> None:
        """A letter that breaks every rule must not hold up the others. It stays where it is."""
        LOG.warning("letter %s of mailbox %s could not be read: %s", each.uid, self.box.pk, type(error).__name__)
        self.came.failed_count += 1

    def take(self, each: Announced, head: Head, book: AddressBook) -> None:
        if self.box.kind == Kind.ENQUIRIES and Enquiry.objects.filter(key=head.key).exists():
            self.came.known_count += 1
            return None
        match = book.match(head, self.box, is_sent=self.is_sent)
        if match is None:
            return self.take_enquiry(each, head, book) if self.box.kind == Kind.ENQUIRIES else self.leave()
        if filing.know(head.key, self.box, is_sent=self.is_sent):
            self.came.known_count += 1
        elif each.size > LARGEST_LETTER:
            self.came.notes.append(f"{match.found.about} · {each.size // 1024 // 1024} MB")
            self.came.failed_count += 1
        else:
            body = body_of(imap.whole(self.connection, each.uid))
            is_new = filing.file(head, body, match, self.box, is_sent=self.is_sent)
            self.came.filed_count += is_new
            self.came.known_count += not is_new
        return None

    def leave(self) -> None:
        self.came.left_count += 1

    def take_enquiry(self, each: Announced, head: Head, book: AddressBook) -> None:
        """A stranger's letter becomes a lead, once; our own are none."""
        if book.is_ours(head.sender[1]) or head.sender[1] in book.found or not head.sender[1]:
            return self.leave()
        raw = imap.whole(self.connection, each.uid)
        try:
            with transaction.atomic():
                Enquiry.objects.create(mailbox=self.box, key=head.key)
                capture_letter(raw, campaign=self.box.campaign)
        except Refused:
            return self.leave()
        self.came.filed_count += 1
        return None
