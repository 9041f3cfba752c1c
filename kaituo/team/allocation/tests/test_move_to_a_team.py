"""Somebody who moves to another team keeps what still fits; the rest waits as a hand-over for whoever led her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Team, Territory, User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HandOver, HandOverReceiver
from kaituo.team.people import actions as people
from kaituo.team.people.models import Staff
from kaituo.team.territories import actions as territories
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import TerritoryPart


@pytest.fixture
def staff(alice, ada):
    row = records.create(Staff(name="Alice", joined_on=timezone.localdate() - timedelta(days=90)), by=ada)
    Staff.objects.filter(pk=row.pk).update(user=alice)
    row.refresh_from_db()
    return row


@pytest.fixture
def accounts(pool, make_account, alice):
    return [make_account(f"Lamp {city}", owner=alice, country="中国", region="江苏", city=city) for city in ("南京", "苏州")]


@pytest.fixture
def nanjing(alice, ada):
    territory = records.create(Territory(name="Nanjing", code="nanjing"), by=ada)
    records.create(TerritoryPart(territory=territory, division="320100", starts_on=timezone.localdate()), by=ada)
    territories.join(territory, by=ada, person=alice, on=timezone.localdate())
    return territory


def test_what_lies_outside_her_territories_is_prepared_for_her_former_lead(accounts, nanjing, staff, cast, ada, mei):
    refresh()
    people.move(staff, by=ada, team=cast.west, on=timezone.localdate() + timedelta(days=7))
    row = HandOver.objects.get()
    assert (row.prepared_by, row.reason, row.moves_on) == (mei, "moves", timezone.localdate() + timedelta(days=7))
    assert list(row.rows.values_list("text", flat=True)) == ["Lamp 苏州"]
    assert Notice.objects.filter(person=mei, kind="allocation.moves").exists()


def test_whoever_works_where_a_customer_lies_is_proposed_for_it(accounts, nanjing, staff, cast, ada, bob, mei):
    suzhou = records.create(Territory(name="Suzhou", code="suzhou"), by=ada)
    records.create(TerritoryPart(territory=suzhou, division="320500", starts_on=timezone.localdate()), by=ada)
    territories.join(suzhou, by=ada, person=bob, on=timezone.localdate())
    refresh()
    people.move(staff, by=ada, team=cast.west, on=timezone.localdate())
    row = HandOver.objects.get()
    assert {each.person for each in row.receivers.all()} == {mei, bob}
    assert [(each.text, each.receiver) for each in row.rows.all()] == [("Lamp 苏州", bob)]


def test_her_former_lead_hands_over_after_the_day_too(accounts, staff, cast, ada, mei, bob, alice):
    people.move(staff, by=ada, team=cast.west, on=timezone.localdate())
    row, lead = HandOver.objects.get(), User.objects.get(pk=mei.pk)
    records.create(HandOverReceiver(handover=row, person=bob), by=lead)
    actions.plan(row, by=lead)
    actions.carry_out(row, by=lead)
    assert {account.owner for account in Account.objects.all()} == {bob, mei}


def test_under_the_same_lead_nothing_is_prepared(accounts, staff, cast, ada):
    below = Team.objects.create(code="east-1", name="East 1")
    trees.place(below, cast.east, on=timezone.localdate() - timedelta(days=9))
    people.move(staff, by=ada, team=below, on=timezone.localdate())
    assert not HandOver.objects.exists()


def test_where_everything_fits_nothing_is_prepared(accounts, nanjing, staff, cast, ada, alice):
    records.create(TerritoryPart(territory=nanjing, division="320500", starts_on=timezone.localdate()), by=ada)
    refresh()
    people.move(staff, by=ada, team=cast.west, on=timezone.localdate())
    assert not HandOver.objects.exists()
