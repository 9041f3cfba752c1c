"""Makes a lead of a letter: who writes, from where, and what they need."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Refused

from . import actions
from .models import Lead

PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8})(?!\d)")
COMPANY = re.compile(r"[\w（）()&· ]{2,60}?(?:股份有限公司|有限责任公司|有限公司|集团|GmbH|Ltd|LLC|Inc)", re.IGNORECASE)
LONGEST = 5000
LARGEST = 10 * 1024 * 1024
AUTOMATIC = ("auto-replied", "auto-generated")


def capture_letter(raw: bytes, *, campaign: str = "", owner: User | None = None) -> Lead:
    """Raises Refused for a letter that nobody wrote, or that is too large."""
    if len(raw) > LARGEST:
        raise Refused(_("This letter is too large."))
    letter = email.message_from_bytes(raw, policy=default)
    if str(letter.get("Auto-Submitted", "no")).partition(";")[0].strip().lower() in AUTOMATIC:
        raise Refused(_("This letter was sent by a machine."))
    lead = lead_of(letter)
    lead.campaign, lead.owner = campaign, owner
    actions.capture(lead, by=User.objects.system(), path="mail")
    return lead


def lead_of(letter: EmailMessage) -> Lead:
    """Unsaved."""
    name, address = parseaddr(str(letter.get("Reply-To") or letter.get("From") or ""))
    text = _text(letter)
    phone, company = PHONE.search(text), COMPANY.search(text)
    need = f"{letter.get('Subject', '')}\n\n{text}".strip()[:LONGEST]
    person = (name or address.partition("@")[0])[:120].replace("\x00", "")
    return Lead(
        name=company[0].strip()[:200] if company else "",
        person=person,
        email=address[:254],
        phone=phone[0] if phone else "",
        need=need.replace("\x00", ""),
        source="website",
    )


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(preferencelist=("plain",))
    if body is None:
        return ""
    try:
        return str(body.get_content()).strip()
    except (LookupError, UnicodeError):
        return body.get_payload(decode=True).decode("utf-8", "replace").strip()
