"""A series: what is open goes on, what is to be done comes back until it is done."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kaituo.foundation.identity.access import may
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import clock
from kaituo.team.meetings import actions, reminding
from kaituo.team.meetings.models import Meeting
from kaituo.team.meetings.room import to_do
from kaituo.team.meetings.tests.conftest import FRIDAY
from kaituo.team.tasks import actions as tasks
from kaituo.team.tasks.models import Task


def close(meeting, by):
    with clock.at(FRIDAY):
        actions.close(meeting, by=by)
    return Meeting.objects.get(root=meeting.first_id, state="planned")


def test_the_next_one_is_planned_with_the_same_people(meeting, mei, alice, bob):
    following = close(meeting, mei)
    assert timezone.localtime(following.starts_at) == timezone.localtime(FRIDAY) + timedelta(days=7)
    assert {each.person for each in following.attendees.all()} == {alice, bob}
    assert (meeting.state, following.protocol, following.outline) == ("held", "", "Deals, payments")


def test_an_open_topic_is_carried_over_and_one_dealt_with_is_not(meeting, mei, alice):
    stays, goes = (actions.raise_topic(meeting, text, by=alice) for text in ("Prices", "Fair"))
    actions.deal_with(stays, by=mei, outcome="Agreed")
    following = close(meeting, mei)
    goes.refresh_from_db()
    assert (goes.meeting, goes.carried_count) == (following, 1)
    assert [item.text for item in meeting.agenda.all()] == ["Prices"]


def test_what_is_to_be_done_returns_until_it_is_done(meeting, mei, alice):
    actions.agree(meeting, Task(title="Call the fair", owner=alice, due_on=date(2026, 12, 1)), by=mei)
    second = close(meeting, mei)
    task = Task.objects.get()
    assert to_do(second, mei).still == [task]
    with clock.at(FRIDAY + timedelta(days=1)):
        tasks.complete(task, by=alice)
    found = to_do(second, mei)
    assert (found.still, found.finished) == ([], [task])


def test_a_cancelled_meeting_of_a_series_goes_on_with_the_next(meeting, mei):
    with clock.at(FRIDAY):
        actions.cancel(meeting, by=mei)
    assert Meeting.objects.planned().get(root=meeting).agenda.count() == 0


@pytest.mark.parametrize(("who", "sees"), [("mei", True), ("alice", True), ("bob", True), ("charlie", False), ("ada", False)])
def test_only_who_takes_part_sees_it(cast, meeting, browser, who, sees):
    person = getattr(cast, who)
    assert may(person, "view", meeting) is sees
    assert browser(person).get(f"/meetings/{meeting.pk}/").status_code == (200 if sees else 404)


def test_whoever_is_asked_hears_of_it_but_not_of_every_next_time(meeting, mei, alice):
    assert Notice.objects.filter(person=alice, kind="meetings.invited").count() == 1
    close(meeting, mei)
    assert Notice.objects.filter(person=alice, kind="meetings.invited").count() == 1


def test_all_are_reminded_once(meeting, cast):
    assert reminding.remind(FRIDAY - timedelta(minutes=31)) == 0
    assert reminding.remind(FRIDAY - timedelta(minutes=20)) == 1
    assert reminding.remind(FRIDAY - timedelta(minutes=10)) == 0
    assert Notice.objects.filter(kind="meetings.coming").count() == 3


def test_lines_are_written_on_the_page(meeting, browser, alice, mei):
    client = browser(alice)
    client.post(f"/meetings/{meeting.pk}/agenda/", {"text": "Prices"})
    client.post(f"/meetings/{meeting.pk}/decisions/", {"text": "No discounts"})
    client.post(f"/meetings/{meeting.pk}/actions/", {"title": "Tell customers", "owner": mei.pk, "due_on": "2026-12-01"})
    page = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert all(text in page for text in ("Prices", "No discounts", "Tell customers"))


def test_nobody_from_outside_the_meeting_is_given_its_work(meeting, browser, alice, charlie):
    browser(alice).post(f"/meetings/{meeting.pk}/actions/", {"title": "Mole", "owner": charlie.pk})
    assert not Task.objects.exists()


def test_the_page_asks_as_many_queries_for_many_lines_as_for_few(meeting, browser, mei, alice):
    client, counts = browser(mei), []
    for more in (2, 6):
        for number in range(more):
            actions.raise_topic(meeting, f"Topic {number}", by=alice)
            actions.decide(meeting, f"Decision {number}", by=mei)
            actions.agree(meeting, Task(title=f"Task {number}", owner=alice), by=mei)
        client.get(f"/meetings/{meeting.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/meetings/{meeting.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
