"""The inbox in the browser, and the daily letter."""

import socket

import pytest
from aiosmtpd.controller import Controller

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.letters import letter_to, send_letters
from kaituo.foundation.notices.models import Notice, Preference


class Mailbox:
    """Keeps what a mail server was given."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


@pytest.fixture
def notice(cast, alice, ada):
    return actions.tell([alice], ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=ada)[0]


@pytest.fixture
def reader(alice):
    alice.email = "alice@example.com"
    alice.save()
    Preference.objects.create(person=alice, kind=ASSIGNED.name, letter=True)
    return alice


def test_the_inbox_shows_what_is_unread(notice, alice, client):
    client.force_login(alice)
    page = client.get("/inbox/").content.decode()
    assert "Ada made you responsible for Kaituo Ltd" in page
    assert '<span class="bell-count">1</span>' in page


def test_marking_all_empties_it(notice, alice, client):
    client.force_login(alice)
    assert "Nothing waits for you" in client.post("/inbox/read-all/", follow=True).content.decode()
    assert "Kaituo Ltd" in client.get("/inbox/?show=all").content.decode()


def test_anothers_notice_is_not_there(notice, bob, client):
    client.force_login(bob)
    assert "Kaituo Ltd" not in client.get("/inbox/?show=all").content.decode()
    assert client.post(f"/inbox/{notice.pk}/read/").status_code == 404
    assert client.post(f"/inbox/{notice.pk}/snooze/", {"until": "hour"}).status_code == 404


def test_marking_leads_on_within_the_house_only(notice, alice, client):
    client.force_login(alice)
    assert client.post(f"/inbox/{notice.pk}/read/", {"next": "/ui/components/"}).url == "/ui/components/"
    assert client.post(f"/inbox/{notice.pk}/read/", {"next": "https://example.org/"}).url == "/inbox/"


def test_putting_off_hides_it_until_then(notice, alice, client):
    client.force_login(alice)
    client.post(f"/inbox/{notice.pk}/snooze/", {"until": "tomorrow"})
    assert "Kaituo Ltd" not in client.get("/inbox/").content.decode()
    assert "Kaituo Ltd" in client.get("/inbox/?show=snoozed").content.decode()


def test_settings_are_kept(alice, client):
    client.force_login(alice)
    client.post("/inbox/settings/", {"inbox": [ASSIGNED.name], "letter": [ASSIGNED.name]})
    assert Preference.objects.get(person=alice, kind=ASSIGNED.name).letter
    assert not Preference.objects.get(person=alice, kind="notices.assigned_many").inbox


def test_the_daily_letter_reaches_whoever_asked_for_it(mailbox, reader, notice):
    assert send_letters() == 1
    [envelope] = mailbox.letters
    assert envelope.rcpt_tos == ["alice@example.com"]
    assert b"Ada made you responsible for Kaituo Ltd" in envelope.content


def test_nobody_gets_a_letter_without_asking(notice, alice):
    assert letter_to(alice) is None


def test_what_was_read_is_not_written_again(notice, reader):
    actions.mark_read(Notice.objects.all(), by=reader)
    assert letter_to(reader) is None
