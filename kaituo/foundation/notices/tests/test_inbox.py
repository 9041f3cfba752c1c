"""The inbox in the browser."""

import pytest

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Preference


@pytest.fixture
def notice(cast, alice, ada):
    return actions.tell([alice], ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=ada)[0]


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
