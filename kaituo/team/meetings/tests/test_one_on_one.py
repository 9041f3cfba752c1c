"""A one-on-one, and that what one notes for oneself is read by nobody else, wherever they look."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.search.models import Document
from kaituo.team.meetings import actions
from kaituo.team.meetings.models import CoachingNote, Meeting, PrivateNote
from kaituo.team.people.models import Staff

SECRET = "Xq7 thinks of leaving"


@pytest.fixture
def staff(cast):
    leader = records.create(Staff(name="Mei"), by=cast.ada)
    row = records.create(Staff(name="Alice", reports_to=leader), by=cast.ada)
    Staff.objects.filter(pk=leader.pk).update(user=cast.mei)
    Staff.objects.filter(pk=row.pk).update(user=cast.alice)
    return row


def test_it_is_opened_from_the_persons_page_by_whoever_leads_her(staff, browser, mei, alice):
    client = browser(mei)
    assert "Open the one-on-one" in client.get(f"/staff/{staff.pk}/").content.decode()
    client.post(f"/meetings/with/{staff.pk}/")
    client.post(f"/meetings/with/{staff.pk}/")
    talk = Meeting.objects.get()
    assert (talk.owner, talk.person, talk.is_one_on_one) == (mei, alice, True)
    assert "Her numbers" not in client.get(f"/meetings/{talk.pk}/").content.decode()


def test_she_opens_it_from_her_own_page_too(staff, browser, mei, alice):
    browser(alice).post(f"/meetings/with/{staff.pk}/")
    talk = Meeting.objects.get()
    assert (talk.owner, talk.person) == (mei, alice)


def test_nobody_opens_one_with_a_colleague(staff, browser, bob, charlie):
    for person in (bob, charlie):
        assert browser(person).post(f"/meetings/with/{staff.pk}/").status_code in (403, 404)
    assert not Meeting.objects.exists()


def test_nobody_above_sees_it(talk, cast):
    assert [may(person, "view", talk) for person in (cast.mei, cast.alice, cast.ada, cast.bob)] == [True, True, False, False]


def test_the_page_shows_her_numbers(talk, browser, mei, alice):
    for person in (mei, alice):
        page = browser(person).get(f"/meetings/{talk.pk}/").content.decode()
        assert "Numbers of Alice" in page


def test_each_reads_her_own_private_note_and_nobody_elses(talk, browser, mei, alice, cast):
    browser(mei).post(f"/meetings/{talk.pk}/note/", {"text": SECRET})
    browser(alice).post(f"/meetings/{talk.pk}/note/", {"text": "Ask for a rise"})
    assert SECRET in browser(mei).get(f"/meetings/{talk.pk}/").content.decode()
    page = browser(alice).get(f"/meetings/{talk.pk}/").content.decode()
    assert SECRET not in page and "Ask for a rise" in page
    assert [visible(person, PrivateNote.objects.all()).count() for person in (mei, alice, cast.ada, cast.bob)] == [1, 1, 0, 0]


def test_what_a_private_note_says_is_in_no_event_no_search_and_no_interface(talk, browser, mei, ada):
    for text in (SECRET, f"{SECRET} soon"):
        browser(mei).post(f"/meetings/{talk.pk}/note/", {"text": text})
    actions.coach(talk.person, SECRET, False, by=mei, meeting=talk)
    told = [json.dumps([event.changes, event.inputs, event.subject_text]) for event in Event.objects.all()]
    assert not any("Xq7" in each for each in told)
    assert not any("Xq7" in (each.words + each.guarded_words) or "xq7" in (each.words + each.guarded_words) for each in Document.objects.all())
    client = browser(ada)
    pages = [client.get(path) for path in ("/api/v1/meetings", "/administration/audit/", "/search/?q=Xq7")]
    assert not any("thinks of leaving" in page.content.decode() for page in pages)


def test_a_coaching_note_is_shown_to_her_only_if_the_coach_says_so(talk, mei, alice, cast):
    hidden = actions.coach(alice, "Talks too early of prices", False, by=mei)
    shown = actions.coach(alice, "Asks well", True, by=mei)
    assert set(visible(mei, CoachingNote.objects.all())) == {hidden, shown}
    assert list(visible(alice, CoachingNote.objects.all())) == [shown]
    assert not visible(cast.ada, CoachingNote.objects.all()).exists()
    assert not may(alice, "change", shown)


def test_nobody_coaches_whom_she_does_not_lead(alice, bob, mei, charlie):
    for coach, person in ((alice, mei), (alice, alice), (mei, charlie), (bob, alice)):
        with pytest.raises(PermissionDenied):
            actions.coach(person, "Mole", True, by=coach)


def test_the_next_one_keeps_the_series(talk, mei, alice):
    actions.close(talk, by=mei)
    following = actions.meet(mei, alice, by=mei)
    assert following.first_id == talk.pk and following.person == alice


def test_where_nobody_is_named_it_is_with_who_leads_her_team(staff, browser, cast):
    Staff.objects.filter(pk=staff.pk).update(reports_to=None, team=cast.east)
    browser(cast.alice).post(f"/meetings/with/{staff.pk}/")
    assert Meeting.objects.get().owner == cast.mei
