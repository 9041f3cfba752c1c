"""A letter that was written here as it goes over the wire: with the same number at every attempt, so that whoever gets it twice can tell."""

from email.utils import format_datetime, formataddr

from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address
from django.utils import timezone

from kaituo.foundation.records.models import Attachment

from .models import Letter
from .reading import Address

CODING = "utf-8"
MOST_REFERENCES = 20


def composed(letter: Letter) -> bytes:
    """Its text and files are read from where they are kept."""
    message = EmailMessage(
        letter.subject,
        letter.wording.text,
        from_email=formataddr((letter.sender_name, letter.sender)),
        to=[_named(each) for each in letter.to],
        cc=[_named(each) for each in letter.cc],
        headers=_headers(letter),
    )
    for file in Attachment.objects.filter(subject_type=letter.wording._meta.label, subject_id=letter.wording.pk).order_by("pk"):
        with file.file.open("rb") as opened:
            message.attach(file.name, opened.read(), file.content_type)
    return message.message().as_bytes(linesep="\r\n")


def envelope(letter: Letter) -> tuple[str, list[str]]:
    """From whom and to whom, as the mail server is told."""
    receivers = dict.fromkeys(sanitize_address(address, CODING) for _name, address in [*letter.to, *letter.cc])
    return sanitize_address(letter.sender, CODING), list(receivers)


def _named(who: Address) -> str:
    return formataddr((who[0], who[1]))


def _headers(letter: Letter) -> dict[str, str]:
    headers = {"Message-ID": letter.message_id, "Date": format_datetime(timezone.now())}
    if letter.references:
        headers |= {"In-Reply-To": letter.references[-1], "References": " ".join(_shortened(letter.references))}
    if letter.mailbox_id is None:
        headers["Reply-To"] = formataddr((letter.person.name, letter.person.email))
    return headers


def _shortened(references: list[str]) -> list[str]:
    """The first one tells the exchange, the last ones its latest letters."""
    return references if len(references) <= MOST_REFERENCES else [references[0], *references[-MOST_REFERENCES + 1 :]]
