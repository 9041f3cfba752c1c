"""One click to try a mailbox: sign in, find the folders, and say plainly what the server answered."""

from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.models import User

from . import imap
from .actions import note_trial
from .models import Mailbox

WORKS = _("Signed in. The inbox and the folder of sent letters were found.")
WORKS_WITHOUT_SENT = _("Signed in, but no folder of sent letters was found: name it in the form, so that what you send counts.")


def try_out(box: Mailbox, *, by: User) -> bool:
    """Raises PermissionDenied."""
    demand(by, "change", box)
    worked, said = _answer(box)
    note_trial(box, by=by, worked=worked, said=said)
    return worked


def _answer(box: Mailbox) -> tuple[bool, str]:
    try:
        with imap.signed_in(box) as connection:
            names = imap.folders(connection, box.sent_folder)
            for name, _is_sent in names:
                imap.open_folder(connection, name)
    except imap.Failed as error:
        return False, str(error)
    return True, WORKS if len(names) > 1 else WORKS_WITHOUT_SENT
