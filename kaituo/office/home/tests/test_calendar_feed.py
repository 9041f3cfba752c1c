"""The calendar that other programs read holds what every area has on a day."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from kaituo.field.appointments.actions import open_feed
from kaituo.field.visits import actions as visits
from kaituo.field.visits.models import Visit, VisitType
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.team.meetings.models import Meeting
from kaituo.team.tasks.models import Task

SOON = timezone.now().replace(microsecond=0) + timedelta(days=2)


@pytest.fixture
def day(alice, bob, ada):
    """Alice has a meeting, a task and a visit; Bob has a task."""
    records.create(Meeting(title="Weekly", owner=alice, starts_at=SOON, minutes=30), by=alice)
    records.create(Task(title="Quote", owner=alice, due_on=timezone.localdate(SOON)), by=alice)
    records.create(Task(title="Not hers", owner=bob, due_on=timezone.localdate(SOON)), by=bob)
    account = records.create(Account(name="Lantern", owner=alice), by=ada)
    kind = records.create(VisitType(name="Talk"), by=ada)
    visits.plan(Visit(account=account, owner=alice, visit_type=kind, planned_on=timezone.localdate(SOON)), by=alice)


def events(client, person) -> dict:
    answer = client.get(reverse("appointments-feed", args=[open_feed(by=person)]))
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_meetings_tasks_and_visits_stand_in_the_feed_of_their_person_alone(client, day, alice):
    found = events(client, alice)
    assert set(found) == {"Weekly", "Quote", "Lantern · Talk"}
    assert found["Weekly"].decoded("dtend") - found["Weekly"].decoded("dtstart") == timedelta(minutes=30)
    assert found["Quote"].decoded("dtstart") == timezone.localdate(SOON)


def test_what_moves_to_another_day_stays_the_same_event(client, day, alice):
    before = str(events(client, alice)["Quote"]["uid"])
    records.change(Task.objects.get(title="Quote"), {"due_on": timezone.localdate(SOON) + timedelta(days=1)}, by=alice)
    assert str(events(client, alice)["Quote"]["uid"]) == before
