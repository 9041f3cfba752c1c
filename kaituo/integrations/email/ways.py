"""The ways on which a letter leaves: a person's own mailbox, her team's, or the mail server of the house, which answers reach by Reply-To."""

from dataclasses import dataclass, field
from email.utils import parseaddr

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Lost

from .choices import PORTS_OUT, Security
from .models import Letter, Mailbox


@dataclass(frozen=True)
class Way:
    """How a server is spoken to. `is_guarded`: a person named it, so it must not lead into the own network; who runs the house may choose."""

    host: str
    port: int
    security: str
    user: str
    domain: str
    is_guarded: bool
    password: str = field(repr=False, default="")


def boxes_of(person: User) -> list[Mailbox]:
    """Those that she may send from, her own first."""
    return list(Mailbox.objects.sending_for(person, timezone.localdate()))


def house_sends() -> bool:
    return bool(settings.EMAIL_HOST) and bool(house_address())


def house_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def may_send(person: User) -> bool:
    """Whether there is any way at all."""
    return bool(boxes_of(person)) or (house_sends() and bool(person.email))


def way_of(letter: Letter) -> Way:
    """Raises Lost where it is there no more."""
    if letter.mailbox_id is None:
        return _house()
    if letter.mailbox not in boxes_of(letter.person):
        raise Lost(_("Nothing can be sent from this mailbox any more."))
    return way_from(letter.mailbox)


def way_from(box: Mailbox) -> Way:
    port = box.smtp_port or PORTS_OUT[Security(box.smtp_security)]
    try:
        password = box.smtp_password
    except InvalidToken as error:
        raise Lost(_("The kept password fits neither this server nor this installation any more: enter it again.")) from error
    return Way(box.smtp_host, port, box.smtp_security, box.smtp_user or box.user, _domain(box.address), True, password)


def _house() -> Way:
    if not house_sends():
        raise Lost(_("The house has no mail server for letters."))
    security = Security.TLS if settings.EMAIL_USE_SSL else Security.STARTTLS if settings.EMAIL_USE_TLS else Security.NONE
    user, password = settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD
    return Way(settings.EMAIL_HOST, settings.EMAIL_PORT, security, user, _domain(house_address()), False, password)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower() or "localhost"
