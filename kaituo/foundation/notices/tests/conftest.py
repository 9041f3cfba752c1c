"""Alice can be reached by e-mail and asked to be; a record of the company's that everybody sees."""

from datetime import time

import pytest
from django.utils import timezone

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import carrying, sending
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Hours, Preference


@pytest.fixture
def entity(cast):
    return LegalEntity.objects.create(name="Kaituo Ltd")


@pytest.fixture
def reader(alice):
    """Never quiet, so that tests do not ask what day it is."""
    alice.email = "alice@example.com"
    alice.save()
    Preference.objects.create(person=alice, kind=ASSIGNED.name, channels=["email"])
    Hours.objects.create(person=alice, quiet_from=time(0), quiet_until=time(0), is_quiet_on_free_days=False)
    return alice


@pytest.fixture
def carry():
    def carried():
        carrying.carry(timezone.now())

    return carried


@pytest.fixture
def send():
    return sending.send_due
