"""Lays what was sent from here into the mailbox's folder of sent letters, where the provider has not done so itself. Bears being done twice."""

import logging

from django_tasks import task

from . import imap
from .choices import Sending
from .composing import composed
from .models import Letter

LOG = logging.getLogger(__name__)


@task()
def lay_copy_of(letter_id: int) -> bool:
    letter = Letter.objects.filter(pk=letter_id, state=Sending.SENT).select_related("mailbox", "wording", "person").first()
    return letter is not None and lay_copy(letter)


def lay_copy(letter: Letter) -> bool:
    """Whether it was laid there now. A box that cannot be opened loses nothing: the letter stands here."""
    box = letter.mailbox
    if box is None or not (box.is_ready and box.copies_sent):
        return False
    try:
        with imap.signed_in(box) as connection:
            name = next((name for name, is_sent in imap.folders(connection, box.sent_folder) if is_sent), None)
            return name is not None and imap.lay(connection, name, letter.message_id, composed(letter))
    except imap.Failed as error:
        LOG.warning("no copy of letter %s could be laid into mailbox %s: %s", letter.pk, box.pk, error)
        return False
