"""The installation's keys towards push services (VAPID, RFC 8292), made at first need and kept sealed."""

import base64
import time
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.db import transaction

from kaituo.integrations.sealed import opened, seal

from .models import PushKey

PURPOSE = "kaituo.webpush"
HOURS = 12
"""How long a signature holds; push services take at most 24."""


@transaction.atomic
def installation_key() -> PushKey:
    """Of two who ask first at once one makes it."""
    found = PushKey.objects.filter(number=1).first()
    return found or PushKey.objects.get_or_create(number=1, defaults=_fresh())[0]


def _fresh() -> dict[str, str]:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return {"public": coded(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)), "sealed_private": seal(PURPOSE, pem)}


def authorization(endpoint: str) -> str:
    """The header by which a push service knows who speaks; it holds for that service alone."""
    key, parts = installation_key(), urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": round(time.time()) + HOURS * 3600, "sub": contact()}
    signed = jwt.encode(claims, opened(PURPOSE, key.sealed_private), algorithm="ES256")
    return f"vapid t={signed}, k={key.public}"


def contact() -> str:
    """Whom a push service may ask when something is wrong."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return origin if origin.startswith("https://") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
