"""Levels of past days."""

from datetime import date

import pytest

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.metrics import ledger
from kaituo.foundation.metrics.levels import as_of, take

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)


@pytest.fixture
def kept(cast, belonging):
    """Two nights: on the second Charlie has left, and Bob is to join West in June."""
    ledger.rebuild(belonging)
    take(FIRST)
    Membership.objects.filter(user=cast.charlie).delete()
    Membership.objects.create(user=cast.bob, team=cast.west, starts_on=date(2026, 6, 1))
    ledger.rebuild(belonging)
    take(SECOND)
    return belonging.name


def test_a_past_day_stays_as_it_was(kept, ada):
    assert (as_of(kept, FIRST, by=ada), as_of(kept, SECOND, by=ada, due_only=True)) == (7, 6)


def test_what_is_not_due_yet_counts_only_when_asked_for(kept, ada):
    assert as_of(kept, SECOND, by=ada) == 7


def test_a_later_day_takes_the_last_night_and_an_earlier_one_knows_nothing(kept, ada):
    assert (as_of(kept, date(2026, 3, 30), by=ada), as_of(kept, date(2026, 2, 1), by=ada)) == (7, None)


def test_taking_a_night_twice_counts_once(kept, ada):
    take(SECOND)
    assert as_of(kept, SECOND, by=ada) == 7


def test_a_rep_sees_only_her_own_part(kept, alice):
    assert as_of(kept, FIRST, by=alice) == 1
