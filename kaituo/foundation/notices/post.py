"""E-mail at once, for the kinds for which a person asked for it. The digest is in `letters.py`."""

import smtplib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by

from .channels import Channel, Later, Lost, Message, offer
from .pacing import Limit

if TYPE_CHECKING:
    from .models import Delivery

A_MINUTE = (Limit(60, 60),)
"""So that an import that tells of hundreds of records does not make the mail server take us for a sender of unwanted mail."""


class Post(Channel):
    """The number of the letter stays the same over all attempts, so that a mailbox that knows it already shows it once."""

    name, label, icon = "email", _("E-mail at once"), "send"
    hint = _("One e-mail for each notice, beside the daily one.")
    place = "identity:profile"
    is_by_default = False
    bears_repeating = True

    def reached(self, people: Iterable[int]) -> set[int]:
        return set(User.objects.filter(pk__in=people, is_active=True).exclude(email="").values_list("pk", flat=True))

    def pace(self, delivery: "Delivery") -> tuple[str, tuple[Limit, ...]]:
        return self.name, A_MINUTE

    def send(self, message: Message, delivery: "Delivery") -> str:
        person = message.person
        with as_read_by(person):
            body = render_to_string("notices/single.txt", {"person": person, "message": message, "notice": delivery.notice})
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        headers = {"Message-ID": f"<kaituo-notice-{delivery.pk}@{host}>", "Auto-Submitted": "auto-generated"}
        letter = EmailMessage(message.text.replace("\n", " ")[:150], body, to=[person.email], headers=headers)
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _refused(refusal, person.email) from refusal
        except (OSError, smtplib.SMTPException) as error:
            raise Later(f"{type(error).__name__}: {error}") from error
        return person.email


def _refused(refusal: smtplib.SMTPRecipientsRefused, address: str) -> Lost | Later:
    """4xx means: not now (a full mailbox, grey listing); 5xx: never."""
    code, said = refusal.recipients.get(address, (550, b""))
    words = f"{code} {said.decode('utf-8', 'replace')}"
    return Later(words) if code < 500 else Lost(words)


offer(Post())
