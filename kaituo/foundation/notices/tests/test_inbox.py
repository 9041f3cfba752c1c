"""The inbox in the browser."""

from datetime import time

import pytest
from django.core import signing

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions
from kaituo.foundation.notices.kinds import ASSIGNED, SHARED
from kaituo.foundation.notices.models import Hours, Notice, Preference
from kaituo.foundation.notices.views import SALT


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


HOURS = {"letter_day": "5", "quiet_from": "21:00", "quiet_until": "07:30", "letter_at": "07:15"}


def test_settings_are_kept(alice, client):
    client.force_login(alice)
    alice.email = "alice@example.com"
    alice.save()
    shown = [ASSIGNED.name, "notices.assigned_many"]
    client.post("/inbox/settings/", {"shown": shown, "inbox": [ASSIGNED.name], "letter": [ASSIGNED.name], "email": [ASSIGNED.name], **HOURS})
    kept = Preference.objects.get(person=alice, kind=ASSIGNED.name)
    assert (kept.letter, "email" in kept.channels) == (True, True)
    assert not Preference.objects.get(person=alice, kind="notices.assigned_many").inbox
    assert Preference.objects.count() == 2, "what the page did not show stays as it is"
    assert (Hours.objects.get().quiet_until, Hours.objects.get().is_quiet_on_free_days, Hours.objects.get().letter_day) == (time(7, 30), False, 5)


def test_an_hour_that_is_none_is_refused_in_words(alice, client):
    client.force_login(alice)
    answer = client.post("/inbox/settings/", {**HOURS, "letter_at": "25:99"})
    assert (answer.status_code, "Enter a valid time" in answer.content.decode()) == (422, True)
    assert not Hours.objects.exists()


def test_the_page_of_settings_says_what_holds_by_default(alice, client):
    client.force_login(alice)
    page = client.get("/inbox/settings/").content.decode()
    assert "Records handed to you" in page
    assert 'value="22:00"' in page


def test_the_inbox_narrows_to_a_kind(notice, alice, bob, client):
    actions.tell([alice], SHARED, LegalEntity.objects.create(name="Other Ltd"), by=bob)
    client.force_login(alice)
    page = client.get("/inbox/", {"kind": SHARED.name}).content.decode()
    assert "Other Ltd" in page
    assert "Kaituo Ltd" not in page
    client.post("/inbox/read-all/", {"kind": SHARED.name})
    assert list(Notice.objects.filter(read_at=None)) == [notice]


def test_a_message_outside_leads_to_its_record_and_counts_as_read(notice, alice, bob, client):
    client.force_login(bob)
    assert client.get(f"/inbox/{notice.pk}/").status_code == 404
    client.force_login(alice)
    assert client.get(f"/inbox/{notice.pk}/").url == f"/legal-entities/{notice.record_id}/"
    assert client.get("/inbox/count/").json() == {"count": 0}


def test_the_button_of_a_push_message_puts_off_for_its_receiver_alone(notice, alice, bob, client):
    token = signing.dumps(notice.pk, salt=SALT)
    client.force_login(bob)
    assert client.post(f"/inbox/snooze/{token}/").status_code == 404
    client.force_login(alice)
    assert client.post("/inbox/snooze/forged/").status_code == 404
    assert client.post(f"/inbox/snooze/{token}/").status_code == 204
    assert Notice.objects.snoozed().get() == notice
