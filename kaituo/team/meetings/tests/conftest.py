"""Mei's weekly meeting with Alice and Bob, and her one-on-one with Alice."""

from datetime import datetime

import pytest
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.team.meetings import actions
from kaituo.team.meetings.models import Attendee, Meeting

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


@pytest.fixture
def meeting(mei, alice, bob):
    row = records.create(Meeting(title="Review", owner=mei, starts_at=FRIDAY, repeats="weekly", protocol="Deals, payments"), by=mei)
    records.create(Attendee(meeting=row, person=alice), by=mei)
    records.create(Attendee(meeting=row, person=bob), by=mei)
    return row


@pytest.fixture
def talk(mei, alice):
    return actions.meet(mei, alice, by=mei)
