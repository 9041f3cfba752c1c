"""Claiming from a pool: the checks in their order, all or nothing, and what the claim leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HoldingCap, Ownership, PoolMember, Tenure


@pytest.fixture
def lying(pool, make_account):
    """Customers that lie in the pool."""

    def lie(count=1, **values):
        accounts = [make_account(f"Lantern {number}", **values) for number in range(count)]
        return list(Ownership.objects.filter(account__in=accounts).order_by("pk"))

    return lie


def test_a_new_customer_without_a_rep_lies_in_the_pool(pool, make_account):
    row = make_account().ownership
    assert (row.pool, row.is_pooled, row.owner, row.pooled_on) == (pool, True, None, timezone.localdate())


def test_a_claim_makes_it_ones_own_and_starts_the_clock(lying, alice):
    (row,) = lying()
    actions.claim(row, by=alice)
    assert (row.account.owner, row.owner, row.is_pooled, row.held_since_on) == (alice, alice, False, timezone.localdate())
    assert row.recycle_on == timezone.localdate() + timedelta(days=31)
    assert Tenure.objects.get(account=row.account).began == "claimed"
    assert Event.objects.about(row.account).latest("pk").sentence == "Alice claimed Lantern 0 from the pool East pool"


def test_members_see_the_pool_and_strangers_do_not(lying, alice, charlie, olga):
    lying()
    assert [visible(person, Ownership.objects.all()).count() for person in (alice, charlie, olga)] == [1, 0, 0]


def test_what_lies_in_the_pool_is_no_visible_account(lying, alice):
    lying()
    assert not visible(alice, Account.objects.all())


def test_a_stranger_cannot_claim(lying, charlie):
    (row,) = lying()
    with pytest.raises(PermissionDenied):
        actions.claim(row, by=charlie)


def test_a_pool_out_of_use_gives_nothing_out(lying, pool, alice, ada):
    (row,) = lying()
    records.change(pool, {"is_on": False}, by=ada)
    assert not may(alice, "claim", row)


def test_only_the_admin_assigns_and_caps_do_not_bind_her(lying, pool, alice, bob, mei, ada):
    (row,) = lying()
    records.change(pool, {"daily_cap": 0}, by=ada)
    with pytest.raises(PermissionDenied):
        actions.assign(row, by=alice, to=bob)
    actions.assign(row, by=mei, to=bob)
    assert row.owner == bob


def test_the_smallest_holding_cap_binds(lying, cast, alice, ada):
    for most, who in ((5, {"team": cast.east}), (2, {"user": alice}), (9, {})):
        records.create(HoldingCap(most=most, **who), by=ada)
    rows = lying(3)
    actions.claim_many([row.pk for row in rows[:2]], by=alice)
    with pytest.raises(Refused, match=r"You may hold 2 customers\. You hold 2 and asked for 1 more"):
        actions.claim(rows[2], by=alice)


def test_whoever_is_over_her_cap_keeps_what_she_has(lying, make_account, alice, ada):
    mine = [make_account(f"Mine {number}", owner=alice) for number in range(3)]
    records.create(HoldingCap(most=1, user=alice), by=ada)
    (row,) = lying()
    with pytest.raises(Refused):
        actions.claim(row, by=alice)
    assert [account.owner for account in Account.objects.filter(pk__in=[each.pk for each in mine])] == [alice] * 3


def test_more_than_a_day_allows_is_refused_as_a_whole_and_costs_nothing(lying, pool, alice, ada):
    records.change(pool, {"daily_cap": 2}, by=ada)
    rows = lying(3)
    with pytest.raises(Refused, match="3 at once are more than the 2"):
        actions.claim_many([row.pk for row in rows], by=alice)
    assert not Tenure.objects.exists()
    actions.claim_many([row.pk for row in rows[:2]], by=alice)
    with pytest.raises(Refused, match="You claimed 2 of 2 from East pool today; 0 are left until midnight"):
        actions.claim(rows[2], by=alice)


def test_the_day_begins_anew_at_local_midnight(lying, pool, alice, ada, on_day):
    records.change(pool, {"daily_cap": 1}, by=ada)
    first, second = lying(2)
    actions.claim(first, by=alice)
    with on_day(1):
        actions.claim(second, by=alice)
    assert second.owner == alice


def test_a_former_holder_waits_while_others_may_claim(lying, alice, bob, on_day):
    (row,) = lying()
    actions.claim(row, by=alice)
    actions.release(row, by=alice, reason="No budget")
    with pytest.raises(Refused, match="may claim it again in 8 days"):
        actions.claim(row, by=alice)
    with on_day(7), pytest.raises(Refused, match="in 1 day"):
        actions.claim(row, by=alice)
    with on_day(8):
        actions.claim(row, by=alice)
    assert row.owner == alice


def test_the_checks_come_in_their_order(lying, pool, alice, ada):
    records.change(pool, {"daily_cap": 1}, by=ada)
    cap = records.create(HoldingCap(most=1, user=alice), by=ada)
    rows = lying(2)
    keys = [row.pk for row in rows]
    with pytest.raises(Refused, match="You may hold"):
        actions.claim_many(keys, by=alice)
    records.change(cap, {"most": 9}, by=ada)
    with pytest.raises(Refused, match="at once"):
        actions.claim_many(keys, by=alice)


def test_of_a_batch_in_which_one_is_gone_nothing_is_claimed(lying, alice, bob):
    first, second = lying(2)
    actions.claim(first, by=bob)
    with pytest.raises(Refused, match="no longer in the pool"):
        actions.claim_many([first.pk, second.pk], by=alice)
    second.refresh_from_db()
    assert second.is_pooled


def test_customers_go_in_turn_by_weight_or_to_whoever_has_least(lying, pool, alice, bob, mei, ada):
    records.create(PoolMember(pool=pool, user=alice, weight=3), by=ada)
    keys = [row.pk for row in lying(8)]
    actions.assign_many(keys[:4], by=mei, mode="weighted", people=[alice, bob])
    assert (Account.objects.filter(owner=alice).count(), Account.objects.filter(owner=bob).count()) == (3, 1)
    actions.assign_many(keys[4:6], by=mei, mode="least", people=[alice, bob])
    assert (Account.objects.filter(owner=alice).count(), Account.objects.filter(owner=bob).count()) == (3, 3)
    actions.assign_many(keys[6:], by=mei, mode="in_turn", people=[alice, bob])
    assert (Account.objects.filter(owner=alice).count(), Account.objects.filter(owner=bob).count()) == (4, 4)
