"""Guards the form that anybody may fill in: against machines (a field nobody sees, and time), and against floods."""

from time import time

from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from .models import WebForm

SALT = "leads.enquiry"
FASTEST, LONGEST = 2, 86_400
"""Seconds: nobody fills it in faster; a page left open longer is begun anew."""
WINDOW = 3600


def begin(form: WebForm) -> str:
    """A mark of when the page was opened, which cannot be forged."""
    return TimestampSigner(salt=SALT).sign(form.key)


def is_timely(form: WebForm, begun: str) -> bool:
    """Opened long enough ago for a person to have filled it in, and not forged."""
    signer = TimestampSigner(salt=SALT)
    try:
        key = signer.unsign(begun, max_age=LONGEST)
    except BadSignature:
        return False
    try:
        signer.unsign(begun, max_age=FASTEST)
    except SignatureExpired:
        return key == form.key
    return False


def is_flooding(form: WebForm, address: str) -> bool:
    """One more enquiry from this address; whether they are too many within the hour."""
    key = f"enquiry:{form.pk}:{address}:{int(time()) // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        sent = cache.incr(key)
    except ValueError:  # the cache dropped the key in between
        sent = 1
    return sent > form.hourly_cap
