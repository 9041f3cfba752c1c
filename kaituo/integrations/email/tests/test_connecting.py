"""Connecting a mailbox: an address and a password are enough where the servers are known."""

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.integrations.email.models import Mailbox
from kaituo.integrations.email.providers import DOMAINS, SERVERS, Provider, servers_of


@pytest.fixture
def connect(cast, alice, browser):
    Grant.objects.create(role=Role.objects.get(key="rep"), model="email.Mailbox", verb="*", scope="own")
    usual = {
        "password": "for-programs",
        "security": "tls",
        "smtp_security": "tls",
        "shows": "subject",
        "reads_from": "2026-11-01",
        "copies_sent": "on",
    }
    return lambda **said: browser(alice).post("/mailboxes/new/", usual | said)


def test_the_address_says_whose_servers_they_are(connect, alice):
    assert connect(address="alice@QQ.com").status_code == 302
    box = Mailbox.objects.get()
    assert (box.owner, box.name, box.host, box.smtp_host, box.user) == (alice, "alice@QQ.com", "imap.qq.com", "smtp.qq.com", "alice@QQ.com")
    assert (box.password, box.smtp_password) == ("for-programs", "for-programs")


def test_a_firms_own_domain_needs_its_provider(connect):
    refused = connect(address="alice@kaituo.example")
    assert "choose the provider" in refused.content.decode()
    assert '<details class="form-fold" open>' in refused.content.decode()
    assert connect(address="alice@kaituo.example", provider="exmail", name="Work").status_code == 302
    assert Mailbox.objects.values_list("name", "host", "smtp_host").get() == ("Work", "imap.exmail.qq.com", "smtp.exmail.qq.com")


def test_what_is_entered_stands_before_what_is_known(connect):
    connect(address="alice@163.com", host="mail.kaituo.example")
    assert Mailbox.objects.values_list("host", "smtp_host").get() == ("mail.kaituo.example", "")


def test_every_provider_has_servers_of_its_own():
    assert {provider for provider, _servers in SERVERS.items()} == set(Provider)
    assert len({name for servers in SERVERS.values() for name in servers}) == 2 * len(Provider)
    assert all(servers_of("", f"x@{domain}") for domain in DOMAINS)
    assert servers_of("", "x@kaituo.example") is None
