"""Push as a channel: one delivery for each person, sent to each of her devices, in a message that only the device can open (RFC 8030, 8188, 8291).

A device that its push service no longer knows (404, 410) is forgotten. The topic is that of the notice, so that a message sent twice takes its own place.
"""

import json
from collections.abc import Iterable

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from kaituo.foundation.notices.channels import Channel, Later, Lost, Message, offer
from kaituo.foundation.notices.models import Delivery
from kaituo.foundation.notices.pacing import Limit
from kaituo.foundation.notices.views import SALT
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import retry_after

from .actions import forget
from .keys import authorization, decoded
from .models import Device

MOST_LETTERS = 800
"""A push service takes 4,096 bytes; a Chinese letter has three."""
A_DAY = 24 * 3600
GONE = (404, 410)


class Push(Channel):
    name, label, icon = "push", gettext_lazy("Push to this or other devices"), "device-mobile"
    hint = gettext_lazy("Rings on the phone or computer even while Kaituo is closed.")
    place = "webpush:devices"
    bears_repeating = True

    @property
    def short(self) -> str:
        return gettext("Push")

    def reached(self, people: Iterable[int]) -> set[int]:
        return set(Device.objects.active().filter(person__in=people).values_list("person_id", flat=True))

    def pace(self, delivery: Delivery) -> tuple[str, tuple[Limit, ...]]:
        return f"push:{delivery.person_id}", (Limit(20, 60),)

    def send(self, message: Message, delivery: Delivery) -> str:
        """Arrived when one device took it. Raises Lost when there is none left, Later when none took it yet."""
        devices = list(Device.objects.active().filter(person=message.person))
        if not devices:
            raise Lost(_("The person has no device left that may be pushed to."))
        problems = [problem for device in devices if (problem := push(device, message))]
        if len(problems) < len(devices):
            return f"{len(devices) - len(problems)}/{len(devices)}"
        waits = [problem for problem in problems if isinstance(problem, Later)]
        raise waits[0] if waits else problems[0]


def push(device: Device, message: Message) -> Lost | Later | None:
    """What went wrong with one device, if anything did."""
    answer = _answer(device, message)
    if isinstance(answer, Lost | Later):
        return answer
    if answer.code in GONE:
        forget(device)
        return Lost(_("The push service does not know this device any more."))
    if answer.code == 429 or answer.code >= 500:
        return Later(f"HTTP {answer.code}", retry_after(answer))
    if answer.code >= 300:
        return Lost(f"HTTP {answer.code}: {answer.body.decode(errors='replace')[:100]}")
    device.last_sent_at = timezone.now()
    device.save(update_fields=["last_sent_at"])
    return None


def _answer(device: Device, message: Message) -> egress.Answer | Lost | Later:
    """Of the push service, or why it was not even asked."""
    try:
        return egress.post(device.endpoint, sealed_for(device, payload(message)), headers(device, message))
    except (ValueError, http_ece.ECEException):
        return Lost(_("The keys of this device are of no use. Switch push messages off and on again there."))
    except egress.Blocked as error:
        return Lost(str(error))
    except egress.Unreachable as error:
        return Later(str(error))


def payload(message: Message) -> bytes:
    """What the service worker shows. The snoozing address is signed: it stands for the form that a push message does not have."""
    with translation.override(message.person.language):
        said = {
            "title": message.title,
            "body": message.text[:MOST_LETTERS],
            "tag": f"notice-{message.notice_id}",
            "open": reverse("notices:open", args=[message.notice_id]) if message.notice_id else "/inbox/",
            "snooze": reverse("notices:snooze_from_outside", args=[signing.dumps(message.notice_id, salt=SALT)]) if message.notice_id else "",
            "words": {"open": gettext("Open"), "snooze": gettext("In an hour")},
        }
    return json.dumps(said, ensure_ascii=False).encode()


def sealed_for(device: Device, body: bytes) -> bytes:
    return http_ece.encrypt(
        body,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(device.public_key),
        auth_secret=decoded(device.secret),
        version="aes128gcm",
    )


def headers(device: Device, message: Message) -> dict[str, str]:
    topic = {"Topic": f"notice-{message.notice_id}"} if message.notice_id else {}
    known = {"Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm", "TTL": str(A_DAY), "Urgency": "high"}
    return {**known, **topic, "Authorization": authorization(device.endpoint)}


offer(Push())
