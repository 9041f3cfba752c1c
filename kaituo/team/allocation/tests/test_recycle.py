"""The clock of a held customer, what stops it, and what the night does."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers import actions as customers
from kaituo.sales.customers.models import Account
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import Ownership, RecycleRule, Tenure
from kaituo.team.allocation.recycling import spend_night


def of(account):
    return Ownership.objects.select_related("pool", "account").get(account=account)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_every_path_sets_the_clock_once(pool, make_account, alice, bob, mei, ada, on_day):
    account = make_account(owner=alice)
    assert of(account).held_since_on == timezone.localdate()
    with on_day(3):
        customers.transfer(account, by=mei, to=bob)
    assert (of(account).owner, of(account).held_since_on) == (bob, in_days(3))
    with on_day(5):
        records.change(account, {"owner": alice}, by=ada)
    assert of(account).held_since_on == in_days(5)
    with on_day(6):
        records.change_many([account], {"owner": alice, "city": "Suzhou"}, by=ada)
    assert of(account).held_since_on == in_days(5)
    assert list(Tenure.objects.order_by("pk").values_list("began", "ended")) == [
        ("entered", "passed_on"),
        ("transferred", "passed_on"),
        ("changed", ""),
    ]


def test_many_entered_at_once_are_kept_like_one(pool, alice, ada):
    records.create_many([Account(name=f"Lamp {number}", owner=alice if number % 2 else None) for number in range(6)], by=ada)
    assert (Ownership.objects.held().count(), Ownership.objects.pooled().count(), Tenure.objects.count()) == (3, 3, 3)


def test_a_remark_counts_an_edit_does_not(pool, make_account, alice, on_day):
    account = make_account(owner=alice)
    with on_day(10):
        records.change(account, {"city": "Suzhou"}, by=alice)
        assert of(account).recycle_on == in_days(31)
        comment(account, by=alice, text="Called; wants an offer.")
    assert (of(account).followed_up_on, of(account).recycle_on) == (in_days(10), in_days(41))
    assert Tenure.objects.get().followed_up_count == 1


def test_what_others_say_is_no_follow_up_of_hers(pool, make_account, alice, mei):
    account = make_account(owner=alice)
    comment(account, by=mei, text="Why so quiet?")
    assert of(account).followed_up_on is None


def test_the_pool_chooses_what_counts(make_pool, make_account, alice, on_day):
    make_pool(follow_ups=["quote"])
    account = make_account(owner=alice)
    comment(account, by=alice, text="Called.")
    assert of(account).followed_up_on is None


def test_the_night_drops_what_is_due_and_says_why(pool, make_account, alice, on_day):
    account = make_account(owner=alice)
    with on_day(30):
        assert spend_night()["dropped"] == 0
    with on_day(31):
        assert spend_night()["dropped"] == 1
    account.refresh_from_db()
    row = of(account)
    assert (account.owner, row.is_pooled, row.former_owner, row.pooled_how) == (None, True, alice, "recycled")
    assert "No follow-up for more than 30 days since" in Event.objects.about(account).latest("pk").sentence
    assert Notice.objects.filter(person=alice, kind="allocation.dropped").count() == 1


def test_a_night_done_twice_does_nothing_more(pool, make_account, alice, on_day):
    make_account(owner=alice)
    with on_day(31):
        assert [spend_night()["dropped"] for _time in range(2)] == [1, 0]


def test_a_changed_rule_acts_from_the_next_day(pool, make_account, alice, ada, on_day):
    account = make_account(owner=alice)
    rule = RecycleRule.objects.get()
    with on_day(20):
        records.change(rule, {"days": 10}, by=ada)
        comment_free = of(account)
        assert comment_free.recycle_on == in_days(31)
    with on_day(21):
        assert spend_night()["dropped"] == 1


def test_she_is_warned_once_before(pool, make_account, alice, on_day):
    make_account(owner=alice)
    with on_day(27):
        assert spend_night()["warned"] == 0
    with on_day(28):
        assert [spend_night()["warned"] for _time in range(2)] == [1, 0]
    assert Notice.objects.get(person=alice, kind="allocation.drops_soon").params["count"] == 1


def test_a_lock_stops_the_clock_until_it_is_taken_off(pool, make_account, mei, alice):
    row = of(make_account(owner=alice))
    actions.lock(row, by=mei, reason="Framework contract")
    assert row.recycle_on is None
    actions.unlock(row, by=mei)
    assert row.recycle_on == in_days(31)


def test_one_pool_by_priority_never_several(make_pool, make_account):
    make_pool("Everything", priority=20)
    first = make_pool("Jiangsu", priority=10, regions=["江苏"])
    assert of(make_account(region="江苏")).pool == first
    assert of(make_account("Other", region="浙江")).pool.name == "Everything"


def test_days_differ_by_class(make_pool, make_account, alice, ada):
    make_pool(rules=(("follow_up", 30), ("follow_up", 90, "a")))
    account = make_account(owner=alice, account_class="a")
    assert of(account).recycle_on == in_days(91)
    records.change(account, {"account_class": "c"}, by=ada)
    assert of(account).recycle_on == in_days(31)


def test_protection_is_extended_on_a_condition_and_never_past_its_longest(make_pool, make_account, alice, on_day):
    make_pool(rules=(("protection", 0),), protection_days=20, extension_days=15, longest_protection=30, extends_when="follow_up")
    account = make_account(owner=alice)
    row = of(account)
    assert (row.protected_until, row.recycle_on) == (in_days(20), in_days(21))
    with pytest.raises(Refused, match="only after a follow-up"):
        actions.extend_protection(row, by=alice)
    comment(account, by=alice, text="Met them.")
    actions.extend_protection(row, by=alice)
    assert (row.protected_until, row.recycle_on) == (in_days(30), in_days(31))
    with pytest.raises(Refused, match="longest protection"):
        actions.extend_protection(row, by=alice)


def test_it_drops_where_the_pool_says(make_pool, make_account, alice, on_day):
    cold = make_pool("Cold", priority=90)
    make_pool("Warm", priority=10, recycles_to=cold)
    account = make_account(owner=alice)
    with on_day(31):
        spend_night()
    assert of(account).pool == cold


def test_what_was_there_before_the_first_pool_begins_today(make_account, make_pool, alice):
    account = make_account(owner=alice)
    assert not Ownership.objects.exists()
    make_pool()
    assert (of(account).held_since_on, Tenure.objects.get().began) == (timezone.localdate(), "stock")


def test_what_is_put_away_lies_in_no_pool(pool, make_account, ada):
    account = make_account()
    records.archive(account, by=ada)
    assert not of(account).is_pooled
    records.restore(account, by=ada)
    assert of(account).is_pooled


@pytest.mark.parametrize("door", [Door.FORM, Door.API, None])
def test_an_activity_counts_by_whatever_door_a_person_writes_it_and_not_when_the_program_brings_it(door, pool, make_account, alice, on_day):
    account = make_account(owner=alice)
    with on_day(3), entering(door) if door else nullcontext():
        records.create(apps.get_model("activities.Activity")(account=account, owner=alice, text="Called"), by=alice)
    row = Ownership.objects.get(account=account)
    assert (row.followed_up_on is not None) == (door is not None)
