"""What people are told of letters and mailboxes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.integrations.answers import plainly

from .models import Letter, Mailbox

LETTER_CAME = kind("email.letter_came", _("Letters from customers"), _("%(sender)s wrote: %(subject)s"), "mail")
MAILBOX_FAILED = kind("email.mailbox_failed", _("Mailboxes that cannot be read"), _("%(subject)s cannot be read: %(problem)s"), "alert-triangle")
LETTER_STUCK = kind("email.letter_stuck", _("Letters of yours that were not sent"), _("%(subject)s was not sent: %(problem)s"), "alert-triangle")
FRESH = timedelta(days=3)
"""Of letters that are older nobody is told, and no answer is awaited: a box was read for the first time."""


def is_fresh(letter: Letter) -> bool:
    return letter.sent_at >= clock.now() - FRESH


def tell_of_letter(letter: Letter) -> None:
    if not is_fresh(letter):
        return
    people = {person for person in (letter.person, letter.about.owner) if person is not None}
    tell(people, LETTER_CAME, letter, by=User.objects.system(), sender=letter.sender_name or letter.sender)


def tell_of_failure(mailbox: Mailbox, problem: str) -> None:
    tell([mailbox.owner], MAILBOX_FAILED, mailbox, by=User.objects.system(), problem=plainly(problem))


def tell_of_sending(letter: Letter) -> None:
    """It could not be sent, or nobody knows whether it was."""
    tell([letter.person], LETTER_STUCK, letter, by=User.objects.system(), problem=plainly(letter.problem))
