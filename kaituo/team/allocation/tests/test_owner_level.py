"""Customers of a class are looked after by people of the level that its policy asks for: others are refused, or whoever leads them is told."""

from datetime import date

import pytest

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers import actions as customers
from kaituo.sales.customers.models import Account
from kaituo.sales.segments.models import ServicePolicy
from kaituo.team.allocation import actions
from kaituo.team.allocation.allotting import weigh
from kaituo.team.allocation.levels import levels_of
from kaituo.team.allocation.models import AssignmentRule, AssignmentSeat, DefaultAssignee, Ownership
from kaituo.team.people.models import Staff


@pytest.fixture
def policy(ada):
    def make(level="senior", rule="refuse"):
        return records.create(ServicePolicy(account_class="a", contact_days=14, owner_level=level, level_rule=rule), by=ada)

    return make


@pytest.fixture
def senior(bob, ada):
    Staff.objects.create(name="Bob", user=bob, joined_on=date(2020, 1, 1), is_senior=True)
    return bob


def test_leads_are_managers_and_seniors_are_named(senior, alice, mei):
    assert levels_of([senior.pk, alice.pk, mei.pk]) == {senior.pk: "senior", alice.pk: "anybody", mei.pk: "manager"}


def test_a_claim_below_the_level_is_refused_and_one_of_the_level_is_not(pool, policy, make_account, alice, senior):
    account = make_account(account_class="a")
    policy()
    with pytest.raises(Refused, match="senior rep"):
        actions.claim(Ownership.objects.get(account=account), by=alice)
    actions.claim(Ownership.objects.get(account=account), by=senior)
    account.refresh_from_db()
    assert account.owner == senior


@pytest.mark.parametrize("way", ["transfer", "change"])
def test_no_other_way_leads_round_it(way, pool, policy, make_account, senior, alice, mei):
    account = make_account(owner=senior, account_class="a")
    policy()
    with pytest.raises(Refused):
        customers.transfer(account, by=mei, to=alice) if way == "transfer" else records.change(account, {"owner": alice}, by=mei)


def test_where_the_policy_only_warns_whoever_leads_her_is_told(pool, policy, make_account, alice, mei):
    account = make_account(account_class="a")
    policy(rule="warn")
    actions.claim(Ownership.objects.get(account=account), by=alice)
    assert Notice.objects.filter(person=mei, kind="allocation.level").count() == 1


def test_many_at_once_make_one_notice(policy, alice, mei, ada):
    policy(rule="warn")
    records.create_many([Account(name=f"Lamp {number}", owner=alice, account_class="a") for number in range(5)], by=ada)
    notice = Notice.objects.get(person=mei, kind__startswith="allocation.level")
    assert (notice.kind, notice.params["count"]) == ("allocation.levels", 5)


def test_other_classes_are_for_everybody(pool, policy, make_account, alice):
    policy(level="manager")
    actions.claim(Ownership.objects.get(account=make_account(account_class="b")), by=alice)


def test_assignment_passes_over_whoever_is_below_the_level(policy, alice, senior, ada):
    policy()
    records.create(DefaultAssignee(subject="account", person=ada), by=ada)
    rule = records.create(AssignmentRule(name="All", subject="account", mode="fixed"), by=ada)
    for person in (alice, senior):
        records.create(AssignmentSeat(rule=rule, person=person), by=ada)
    found = weigh("account", {"account_class": "a"})
    assert found.person == senior
    assert (alice, "level") in found.considered
