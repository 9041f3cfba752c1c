"""A push service on this machine that checks who speaks, and a device that opens what it is sent, as RFC 8291 and RFC 8292 say."""

import json

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kaituo.integrations.webpush import actions
from kaituo.integrations.webpush.keys import coded, decoded, installation_key

AUTH = b"0123456789abcdef"


class Handset:
    """Its private key never leaves it."""

    def __init__(self, name):
        self.name, self.private = name, ec.generate_private_key(ec.SECP256R1())

    def subscription(self, system):
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{system.url}/{self.name}", "public_key": coded(point), "secret": coded(AUTH), "name": self.name}

    def opened(self, call):
        return json.loads(http_ece.decrypt(call.body, private_key=self.private, auth_secret=AUTH, version="aes128gcm"))


def speaker(header, audience):
    """The public key of whoever signed, if the signature holds and is meant for us."""
    token, key = (part.split("=", 1)[1] for part in header.removeprefix("vapid ").split(", "))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], audience=audience)
    assert claims["sub"].startswith(("mailto:", "https://"))
    return key


@pytest.fixture
def service(serve, db):
    def answer(system, call):
        if call.path in system.gone:
            return 410, {}, b"unsubscribed"
        if call.path in system.busy:
            return 429, {"Retry-After": "120"}, b""
        if speaker(call.headers["authorization"], system.url) != system.key or len(call.body) > 4096:
            return 403, {}, b"VAPID key mismatch"
        if call.headers["content-encoding"] != "aes128gcm" or not call.headers["ttl"].isdigit():
            return 400, {}, b""
        system.taken.append(call)
        return 201, {}, b""

    system = serve(answer)
    system.gone, system.busy, system.key = set(), set(), installation_key().public
    return system


@pytest.fixture
def phone(service, alice):
    handset = Handset("phone")
    handset.device = actions.allow(handset.subscription(service), by=alice)
    return handset
