"""A meeting's conference: made with one tap, moved and cancelled with the meeting, and never two for one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.notices.channels import Later
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.integrations.conferences import linking, trying
from kaituo.integrations.conferences.models import ConferenceLink
from kaituo.integrations.testing import as_json
from kaituo.team.meetings import actions as meetings
from kaituo.team.meetings.models import Attendee, Meeting

from .conftest import instant
from .zoom_at_home import ENTERED, Zoom


@pytest.fixture
def zoom(serve, connected):
    there = Zoom()
    system = serve(there)
    there.service = connected("zoom", **ENTERED, oauth=f"{system.url}/oauth/token", service=f"{system.url}/v2")
    return there


def made(meeting, zoom, by):
    link = linking.make(meeting, zoom.service, by=by)
    meeting.refresh_from_db()
    return link


def test_link_is_made_and_stands_in_the_meeting(zoom, meeting, alice):
    link = made(meeting, zoom, alice)
    said = zoom.meetings["86530000001"]
    assert (link.is_ready, meeting.zoom_url) == (True, "https://zoom.us/j/86530000001?pwd=x")
    assert (said["topic"], said["start_time"], said["duration"]) == ("季度评审", instant(meeting.starts_at), 45)


def test_token_is_asked_for_once(zoom, meeting, alice):
    made(meeting, zoom, alice)
    linking.remove(ConferenceLink.objects.get(), by=alice)
    assert zoom.tokens == 1


def test_second_press_makes_no_second_conference(zoom, meeting, alice):
    made(meeting, zoom, alice)
    with pytest.raises(Refused):
        linking.make(meeting, zoom.service, by=alice)
    assert ConferenceLink.objects.count() == len(zoom.meetings) == 1


def test_meeting_that_moves_moves_there_once(zoom, meeting, alice):
    made(meeting, zoom, alice)
    records.change(meeting, {"starts_at": meeting.starts_at + timedelta(days=1), "title": "评审"}, by=alice)
    linking.follow(meeting.pk)
    linking.follow(meeting.pk)
    assert (zoom.meetings["86530000001"]["start_time"], zoom.meetings["86530000001"]["topic"]) == (instant(meeting.starts_at), "评审")
    assert Event.objects.filter(name="conferences.link_followed").count() == 1


def test_meeting_that_is_cancelled_is_cancelled_there(zoom, meeting, alice):
    made(meeting, zoom, alice)
    meetings.cancel(meeting, by=alice)
    linking.follow(meeting.pk)
    assert (zoom.meetings, ConferenceLink.objects.get().state, Meeting.objects.get().zoom_url) == ({}, "gone", "")


def test_conference_that_was_ended_there_leaves_the_meeting(zoom, meeting, alice):
    made(meeting, zoom, alice)
    zoom.meetings.clear()
    records.change(meeting, {"minutes": 30}, by=alice)
    linking.follow(meeting.pk)
    assert (ConferenceLink.objects.get().state, Meeting.objects.get().zoom_url) == ("gone", "")


def test_next_meeting_of_a_series_gets_a_conference_of_its_own(zoom, meeting, alice, bob):
    records.change(meeting, {"repeats": "weekly"}, by=alice)
    records.create(Attendee(meeting=meeting, person=bob), by=alice)
    made(meeting, zoom, alice)
    meetings.close(meeting, by=alice)
    following = Meeting.objects.planned().get()
    linking.renew(following.pk)
    linking.renew(following.pk)
    assert (ConferenceLink.objects.get(meeting=following).is_ready, ConferenceLink.objects.count()) == (True, 2)
    assert zoom.meetings["86530000002"]["start_time"] == instant(following.starts_at)
    assert Meeting.objects.get(pk=following.pk).zoom_url == "https://zoom.us/j/86530000002?pwd=x"


def test_refusal_is_said_in_plain_words_and_can_be_tried_again(zoom, meeting, alice):
    alice.email = "nobody@kaituo.example"
    alice.save()
    meeting.refresh_from_db()
    link = made(meeting, zoom, alice)
    assert link.problem.startswith("Zoom knows no such host") and not meeting.zoom_url
    alice.email = "alice@kaituo.example"
    alice.save()
    assert made(Meeting.objects.get(), zoom, alice).is_ready


def test_service_that_is_down_has_the_change_tried_again_and_is_not_forgotten(zoom, serve, meeting, alice):
    made(meeting, zoom, alice)
    records.change(meeting, {"minutes": 30}, by=alice)
    zoom.patch = lambda call: as_json({"code": 500, "message": "down"}, 503)
    with pytest.raises(Later):
        linking.follow(meeting.pk)
    del zoom.patch
    linking.follow(meeting.pk)
    assert zoom.meetings["86530000001"]["duration"] == 30


def test_whoever_called_the_meeting_hears_that_the_service_refused_the_change(zoom, meeting, alice):
    made(meeting, zoom, alice)
    records.change(meeting, {"minutes": 30}, by=alice)
    zoom.patch = lambda call: as_json({"code": 300, "message": "Validation Failed."}, 400)
    linking.follow(meeting.pk)
    assert Notice.objects.get(kind="conferences.link_stuck").person == alice
    assert ConferenceLink.objects.get().is_ready


def test_attendee_joins_and_a_stranger_finds_no_meeting(zoom, meeting, alice, bob, charlie, browser):
    records.create(Attendee(meeting=meeting, person=bob), by=alice)
    made(meeting, zoom, alice)
    assert "https://zoom.us/j/86530000001?pwd=x" in browser(bob).get(f"/meetings/{meeting.pk}/").content.decode()
    assert browser(charlie).post(f"/meetings/{meeting.pk}/conference/zoom/").status_code == 404
    assert browser(charlie).post(f"/conference-links/{ConferenceLink.objects.get().pk}/cancel/").status_code == 404
    with pytest.raises(PermissionDenied):
        records.change(ConferenceLink.objects.get(), {"problem": "x"}, by=charlie)


def test_buttons_on_the_page_of_the_meeting_make_and_cancel(zoom, meeting, alice, browser):
    visitor, path = browser(alice), f"/meetings/{meeting.pk}/"
    assert f"{path}conference/zoom/" in visitor.get(path).content.decode()
    visitor.post(f"{path}conference/zoom/")
    assert Meeting.objects.get().zoom_url
    visitor.post(f"/conference-links/{ConferenceLink.objects.get().pk}/cancel/")
    assert (Meeting.objects.get().zoom_url, zoom.meetings) == ("", {})


def test_trying_says_whether_the_service_takes_what_was_entered(zoom, ada):
    assert trying.try_out(zoom.service, by=ada)
    zoom.service.keep({"client_secret": "wrong"})
    zoom.service.save()
    assert not trying.try_out(zoom.service, by=ada)
    assert zoom.service.said.startswith("Zoom does not take the app's id or secret.")


def test_secret_is_on_no_page_and_in_no_event(zoom, ada, browser):
    for path in (f"/conference-services/{zoom.service.pk}/", f"/conference-services/{zoom.service.pk}/edit/"):
        assert "geheim" not in browser(ada).get(path).content.decode()
    assert not Event.objects.filter(changes__icontains="sealed").exists()


def test_next_meeting_keeps_a_link_that_somebody_entered(zoom, meeting, alice):
    records.change(meeting, {"repeats": "weekly", "zoom_url": "https://zoom.us/j/own"}, by=alice)
    meetings.close(meeting, by=alice)
    following = Meeting.objects.planned().get()
    linking.renew(following.pk)
    assert (Meeting.objects.get(pk=following.pk).zoom_url, ConferenceLink.objects.exists()) == ("https://zoom.us/j/own", False)
