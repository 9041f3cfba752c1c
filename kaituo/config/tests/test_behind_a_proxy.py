"""Behind a proxy each visitor counts alone: who guesses passwords keeps nobody else out, and does not pass for others."""

import pytest
from django.core.cache import cache
from django.test import Client

PASSWORD = "a long and good one"


@pytest.fixture(autouse=True)
def proxied(settings, alice):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    alice.set_password(PASSWORD)
    alice.save()


def sign_in(heard_from: str, name: str = "alice", password: str = PASSWORD):
    client = Client(headers={"host": "localhost", "x-forwarded-for": heard_from})
    return client.post("/account/login/", {"login": name, "password": password})


def test_a_guesser_keeps_nobody_else_out():
    for number in range(12):
        sign_in("203.0.113.1", f"guess{number}", "wrong")
    assert sign_in("203.0.113.1").status_code != 302
    assert sign_in("203.0.113.2").status_code == 302


def test_an_address_that_the_guesser_made_up_counts_for_nothing():
    """The proxy puts what it heard from behind what it was told."""
    for number in range(12):
        sign_in(f"198.51.100.{number}, 203.0.113.1", f"guess{number}", "wrong")
    assert sign_in("198.51.100.99, 203.0.113.1").status_code != 302
