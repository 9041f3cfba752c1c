"""Reminders in what to do now: those that have rung, one's own alone, until they are done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.agenda import SOURCES
from kaituo.office.reminders.actions import finish, remind
from kaituo.office.reminders.models import Reminder
from kaituo.office.reminders.ringing import ring
from kaituo.sales.customers.models import Account


@pytest.fixture
def reminder(alice, ada):
    account = records.create(Account(name="Lantern", owner=alice), by=ada)
    return remind(account, by=alice, due_at=timezone.now() - timedelta(minutes=1), text="Call back")


def shown(person) -> list[Reminder]:
    return list(SOURCES["reminders"].rows(person, [person.pk], timezone.localdate()))


def test_a_reminder_stands_there_once_it_has_rung_until_it_is_done(reminder, alice):
    assert shown(alice) == []
    ring(timezone.now())
    (row,) = shown(alice)
    matter = SOURCES["reminders"].matter(row, timezone.localdate())
    assert (matter.title, [step.label for step in matter.steps]) == ("Lantern · Call back", ["Done", "Put off"])
    finish(row, by=alice)
    assert shown(alice) == []


def test_whoever_leads_does_not_find_her_peoples_reminders_there(reminder, alice, mei):
    ring(timezone.now())
    assert list(SOURCES["reminders"].rows(mei, [alice.pk, mei.pk], timezone.localdate())) == []
