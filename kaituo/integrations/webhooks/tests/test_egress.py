"""The guarded way out refuses own networks, whatever they are called."""

import socket
from ipaddress import ip_address

import pytest

from kaituo.integrations import egress

PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1", "224.0.0.1"]
TUNNELLED = ["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]


@pytest.mark.parametrize("address", PRIVATE + TUNNELLED)
def test_own_networks_are_not_public(address):
    assert not egress.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_the_rest_of_the_world_is(address):
    assert egress.is_public(ip_address(address))


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://localhost:8000/"])
def test_this_machine_is_refused_under_every_name(url):
    with pytest.raises(egress.Blocked):
        egress.post(url, b"{}", {})


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "file:///etc/passwd", "gopher://x/", "http:///x", "http://a:b@example.com/", "http://x:99999/"]
)
def test_only_plain_web_addresses_are_called(url):
    with pytest.raises(egress.Blocked):
        egress.post(url, b"{}", {})


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: both)
    with pytest.raises(egress.Blocked):
        egress.resolve("two-faced.example", 80)


def test_the_connection_goes_to_the_address_that_was_checked(receiver, monkeypatch):
    port = receiver.server_address[1]
    asked = []
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(egress.socket, "getaddrinfo", lambda host, *_args, **_options: asked.append(host) or found)
    assert egress.post(f"http://named.example:{port}/", b"{}", {}).code == 200
    assert asked.count("named.example") == 1
