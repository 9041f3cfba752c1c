"""Conference services on this machine that check what they are sent, and a meeting of Alice's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.integrations.conferences.models import ConferenceService
from kaituo.team.meetings.models import Meeting


@pytest.fixture
def meeting(cast, alice):
    alice.email = "alice@kaituo.example"
    alice.save()
    begins = (timezone.now() + timedelta(days=7)).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return records.create(Meeting(title="季度评审", owner=alice, starts_at=begins, minutes=45), by=alice)


@pytest.fixture
def connected(ada):
    def connect(kind: str, **entered: str) -> ConferenceService:
        row = ConferenceService(service=kind, name=kind)
        row.keep(entered)
        return records.create(row, by=ada)

    return connect


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
