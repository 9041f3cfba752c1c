"""The guarded way out: the name is resolved once and the connection made to that very address, never to an own network, never redirected.

A name that answers differently the second time (DNS rebinding) gains nothing, because nobody asks it a second time.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT = 10
MOST_SECONDS = 20
MOST_BYTES = 64 * 1024
CHUNK = 8 * 1024
PORTS = {"http": 80, "https": 443}
TUNNELS = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
"""IPv6 addresses that carry an IPv4 address inside."""

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Blocked(Exception):
    """The address may not be reached from here."""


class Unreachable(Exception):
    """The other side did not answer as it should."""


@dataclass(frozen=True)
class Answer:
    """`body` is its beginning; names of `headers` are in small letters."""

    code: int
    duration_ms: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send a body. Raises Blocked or Unreachable; any answer with a code is an answer."""
    return request("POST", url, body, headers)


def get(url: str) -> Answer:
    return request("GET", url, None, {})


def request(method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
    parts = _checked(url)
    address = resolve(parts.hostname, parts.port or PORTS[parts.scheme])
    begun = monotonic()
    connection = Pinned(parts, address)
    try:
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else "") or "/", body, headers)
        response = connection.getresponse()
        read = _read(response, begun + MOST_SECONDS)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()
    said = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, round((monotonic() - begun) * 1000), read, said)


def resolve(host: str, port: int) -> str:
    """The one address to connect to. Raises Blocked when any of the name's addresses lies in a network that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("the name has no address") from error
    addresses = [each[4][0] for each in found]
    if not settings.WEBHOOKS_ALLOW_PRIVATE and not all(is_public(ipaddress.ip_address(each.partition("%")[0])) for each in addresses):
        raise Blocked("the address is not public")
    return addresses[0]


def is_public(address: Ip) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    return address.is_global and not address.is_multicast and not any(address in network for network in TUNNELS)


class Pinned(http.client.HTTPConnection):
    """Connects to the resolved address, but speaks to the name: in the Host header and in the certificate."""

    def __init__(self, parts: SplitResult, address: str) -> None:
        super().__init__(parts.hostname, parts.port or PORTS[parts.scheme], timeout=TIMEOUT)
        self.address, self.is_secure = address, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError as error:
        raise Blocked("the address cannot be read") from error
    if parts.scheme not in PORTS or not parts.hostname or not has_port or parts.username or parts.password:
        raise Blocked("the address must be https or http, without a name and password in it")
    return parts


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """The beginning of the answer; of a long or slow one the rest is left."""
    read = b""
    while len(read) < MOST_BYTES and monotonic() < deadline:
        chunk = response.read1(CHUNK)
        if not chunk:
            break
        read += chunk
    return read
