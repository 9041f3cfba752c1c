"""One click to try a mailbox: sign in, find the folders, sign in where letters are sent, and say plainly what the servers answered."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost
from kaituo.integrations.answers import plainly

from . import imap, smtp
from .actions import note_trial
from .models import Mailbox
from .ways import way_from

WORKS = _("Signed in. The inbox and the folder of sent letters were found.")
WORKS_WITHOUT_SENT = _("Signed in, but no folder of sent letters was found: name it in the form, so that what you send counts.")

WORKS_BOTH = _("Signed in for reading and for sending.")
SENDS_NOT = _("The box can be read, but nothing can be sent from it.")


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
    return _answer_of_sending(box) if box.may_send else (True, WORKS if len(names) > 1 else WORKS_WITHOUT_SENT)


def _answer_of_sending(box: Mailbox) -> tuple[bool, str]:
    try:
        smtp.try_out(way_from(box))
    except (Lost, Later) as error:
        return False, f"{gettext(SENDS_NOT)}\n{plainly(str(error))}"
    return True, WORKS_BOTH
