"""Alice's appointments, dated as the tests ask."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kaituo.field.appointments.models import Appointment
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def agree(alice):
    def make(begins="2026-11-27 10:00", minutes=60, by=alice, **values):
        starts = at(begins)
        row = Appointment(**{"owner": by, "title": "Demonstration", "starts_at": starts, "ends_at": starts + timedelta(minutes=minutes), **values})
        return records.create(row, by=by)

    return make
