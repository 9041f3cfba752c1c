"""Naming a deputy for one's leave, seeing who acts for whom, and ending it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.models import Delegation, Request
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Grant, Helping, User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Tag
from kaituo.sales.customers.models import Account
from kaituo.team.people.actions import end_help


def day(after: int):
    return timezone.localdate() + timedelta(days=after)


@pytest.fixture
def client_of():
    def sign_in(user) -> Client:
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def waiting(alice):
    """What waits for Mei, who leads Alice's team."""
    return approvals.ask(Tag.objects.create(name="anything"), "discount", {}, by=alice)


def name(client, delegate, **more):
    return client.post("/me/deputies/", {"delegate": delegate.pk, "starts_on": day(0), "last_on": day(5), **more})


def test_a_deputy_decides_from_the_first_to_the_last_day(client_of, waiting, mei, bob):
    assert name(client_of(mei), bob).status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.last_on, delegation.holds_on(day(5)), delegation.holds_on(day(6))) == (day(5), True, False)
    assert list(Request.objects.waiting_for(bob)) == [waiting]


def test_ended_the_deputy_decides_no_longer(client_of, waiting, mei, bob):
    client = client_of(mei)
    name(client, bob)
    client.post(f"/me/deputies/{Delegation.objects.get().pk}/end/")
    assert not Request.objects.waiting_for(bob)
    assert list(Request.objects.waiting_for(mei)) == [waiting]


def test_one_of_two_delegations_ended_leaves_the_other(waiting, mei, bob, charlie):
    first, _second = (records.create(Delegation(person=mei, delegate=each, starts_on=day(0)), by=mei) for each in (bob, charlie))
    approvals.end_delegation(first, by=mei)
    assert not Request.objects.waiting_for(bob)
    assert list(Request.objects.waiting_for(charlie)) == [waiting]


def test_another_delegate_on_the_same_row_takes_over(waiting, mei, bob, charlie, ada):
    row = records.create(Delegation(person=mei, delegate=bob, starts_on=day(0)), by=mei)
    records.change(row, {"delegate": charlie}, by=ada)
    assert not Request.objects.waiting_for(bob)
    assert list(Request.objects.waiting_for(charlie)) == [waiting]


def test_the_deputy_handles_her_customers_only_if_she_says_so(client_of, alice, charlie, ada):
    account = records.create(Account(name="Lantern", owner=alice), by=ada)
    name(client_of(alice), charlie)
    assert not may(User.objects.get(pk=charlie.pk), "change", account)
    name(client_of(alice), charlie, with_records="on")
    assert may(User.objects.get(pk=charlie.pk), "change", account)
    end_help(Helping.objects.get(), by=alice)
    assert not may(User.objects.get(pk=charlie.pk), "view", account)


def test_the_page_lists_both_sides_and_the_deputy_hears_of_it(client_of, mei, bob):
    name(client_of(mei), bob, with_records="on")
    mine, his = client_of(mei).get("/me/deputies/").content.decode(), client_of(bob).get("/me/deputies/").content.decode()
    assert mine.count("/end/") == 2 and his.count("/end/") == 0
    assert "Handles customers, deals and orders" in his
    assert {notice.kind for notice in Notice.objects.filter(person=bob)} == {"approvals.stands_in", "people.acts_for"}


def test_wrong_days_and_oneself_are_refused_in_words(client_of, mei, bob):
    client = client_of(mei)
    assert "The last day lies before the first." in name(client, bob, starts_on=day(3), last_on=day(2)).content.decode()
    assert "This day has passed." in name(client, bob, starts_on=day(-1)).content.decode()
    assert name(client, mei).status_code == 422
    with pytest.raises(ValidationError, match="Nobody stands in for herself"):
        records.create(Delegation(person=mei, delegate=mei, starts_on=day(0)), by=mei)


def test_nobody_names_or_ends_deputies_of_others(client_of, mei, bob, alice, charlie):
    row = records.create(Delegation(person=mei, delegate=bob, starts_on=day(0)), by=mei)
    assert client_of(charlie).post(f"/me/deputies/{row.pk}/end/").status_code == 404
    with pytest.raises(PermissionDenied):
        records.create(Delegation(person=alice, delegate=bob, starts_on=day(0)), by=charlie)


def test_whoever_may_not_give_her_customers_away_is_not_offered_it(client_of, olga, bob):
    Grant.objects.filter(role__key="agency").delete()
    Grant.objects.create(role=olga.role_assignments.get().role, model="approvals.Delegation", verb="create", scope="own")
    assert "with_records" not in client_of(olga).get("/me/deputies/").content.decode()
    name(client_of(olga), bob, with_records="on")
    assert (Delegation.objects.count(), Helping.objects.count()) == (1, 0)


def test_an_administrator_sets_and_ends_help_on_screen(client_of, ada, alice, bob):
    client = client_of(ada)
    client.post("/back-office-help/new/", {"rep": alice.pk, "helper": bob.pk, "starts_on": day(0)})
    row = Helping.objects.get()
    client.post(f"/back-office-help/{row.pk}/do/end_help/")
    row.refresh_from_db()
    assert row.ends_on == day(0)
    assert "/back-office-help/" in client.get("/back-office-help/").content.decode()
