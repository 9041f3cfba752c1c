"""Guards the form that anybody may fill in: against machines (a field nobody sees, and time), and against floods."""

from time import time

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from .models import EnquiryCount, WebForm

SALT = "leads.enquiry"
FASTEST, LONGEST = 2, 86_400
"""Seconds: nobody fills it in faster; a page left open longer is begun anew."""
WINDOW, MARK = 3600, 32


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


@transaction.atomic
def is_flooding(form: WebForm, visitor: str) -> bool:
    """One more enquiry from this address; whether they are too many within the hour, whichever process took the others."""
    asked = {"web_form": form, "visitor": salted_hmac(SALT, visitor).hexdigest()[:MARK], "hour": int(time()) // WINDOW}
    EnquiryCount.objects.get_or_create(**asked)
    EnquiryCount.objects.filter(**asked).update(count=F("count") + 1)
    return EnquiryCount.objects.get(**asked).count > form.hourly_cap


def forget_counts() -> int:
    """Those of hours that are over. Returns how many there were."""
    count, _by_model = EnquiryCount.objects.filter(hour__lt=int(time()) // WINDOW).delete()
    return count
