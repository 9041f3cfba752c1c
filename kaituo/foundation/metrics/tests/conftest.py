"""A measure over rows of the foundation itself: memberships, counted on the day they begin, credited to the member."""

from collections.abc import Iterator

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL
from kaituo.foundation.metrics.measure import MEASURES, Measure, measure, owner_credited

JOINED, BELONGING = "testing.joined", "testing.belonging"


@pytest.fixture
def joined() -> Iterator[Measure]:
    measure(JOINED, "Joined", kind=FLOW, unit=COUNT, rows=Membership.objects.all, on="starts_on", credit=owner_credited("user"))
    yield MEASURES[JOINED]
    del MEASURES[JOINED]


@pytest.fixture
def belonging() -> Iterator[Measure]:
    measure(BELONGING, "Belonging", kind=LEVEL, unit=COUNT, rows=Membership.objects.all, on="starts_on", credit=owner_credited("user"))
    yield MEASURES[BELONGING]
    del MEASURES[BELONGING]
