"""Objecting to the loss of a customer."""

import pytest

from kaituo.foundation.identity.access import may
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.refusals import Refused
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import Appeal, Ownership, Tenure
from kaituo.team.allocation.recycling import spend_night


@pytest.fixture
def lost(pool, make_account, alice, on_day):
    """Alice lost a customer last night."""
    account = make_account(owner=alice)
    with on_day(31):
        spend_night()
    return Tenure.objects.get(account=account)


@pytest.fixture
def appealed(lost, alice, on_day):
    with on_day(32):
        actions.appeal(lost, by=alice, reason="They called me yesterday.")
    return Appeal.objects.get()


def test_the_admins_of_the_pool_hear_of_it_and_decide(appealed, mei, bob, alice):
    assert Notice.objects.filter(person=mei, kind="allocation.appeal_asked").exists()
    assert [may(person, "grant", appealed) for person in (mei, bob)] == [True, False]
    actions.grant(appealed, by=mei)
    row = Ownership.objects.get()
    assert (row.owner, row.account.owner, Tenure.objects.running().get().began) == (alice, alice, "returned")


def test_nobody_decides_her_own(appealed, alice):
    with pytest.raises(Refused, match="her own"):
        actions.grant(appealed, by=alice)


def test_nobody_claims_it_meanwhile(appealed, bob):
    row = Ownership.objects.get()
    with pytest.raises(Refused, match="appeal"):
        actions.claim(row, by=bob)


def test_refused_it_may_be_claimed_again_by_others(appealed, mei, bob):
    actions.refuse(appealed, by=mei, answer="Ninety days are enough.")
    row = Ownership.objects.get()
    actions.claim(row, by=bob)
    assert row.owner == bob


def test_after_the_days_of_the_pool_nobody_appeals(lost, alice, on_day):
    with on_day(39), pytest.raises(Refused):
        actions.appeal(lost, by=alice, reason="Too late.")
