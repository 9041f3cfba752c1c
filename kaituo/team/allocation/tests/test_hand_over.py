"""A leaver's customers and deals go to others: nothing is reset, it can be taken back, and access ends on its day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import RoleAssignment
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.sales.leads.models import Lead
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HandOver, HandOverReceiver, HandOverRow, Ownership, Tenure
from kaituo.team.allocation.sheets import as_table, print_sheet, summary
from kaituo.team.people import actions as people
from kaituo.team.people.models import Staff
from kaituo.team.people.placing import end_overdue_access


@pytest.fixture
def book(pool, make_account, alice, ada):
    """Four customers of Alice's, the first with a deal and a remark."""
    Organisation.objects.create(name="Kaituo")
    accounts = [make_account(f"Lamp {number}", owner=alice) for number in range(4)]
    pipeline = records.create(Pipeline(name="Direct"), by=ada)
    stage = records.create(Stage(pipeline=pipeline, name="Open", kind="open", position=1, probability=Decimal("0.5")), by=ada)
    deal = Opportunity(
        account=accounts[0], name="Ten lamps", owner=alice, pipeline=pipeline, stage=stage, amount=100, expected_on=timezone.localdate()
    )
    records.create(deal, by=ada)
    comment(accounts[0], by=alice, text="Called")
    return accounts


@pytest.fixture
def make_hand_over(alice, mei):
    def make(*receivers, **values):
        row = records.create(HandOver(person=alice, **values), by=mei)
        for person in receivers:
            records.create(HandOverReceiver(handover=row, person=person), by=mei)
        return row

    return make


@pytest.fixture
def handed(book, make_hand_over, bob, mei):
    row = make_hand_over(bob)
    actions.plan(row, by=mei)
    actions.carry_out(row, by=mei)
    return row


def owners(accounts):
    return [account.owner.username for account in Account.objects.filter(pk__in=[each.pk for each in accounts]).order_by("pk")]


def test_everything_of_a_customer_goes_where_the_customer_goes(book, make_hand_over, bob, mei, charlie):
    row = make_hand_over(bob, charlie)
    actions.plan(row, by=mei)
    actions.carry_out(row, by=mei)
    assert owners(book) == ["bob", "charlie", "bob", "charlie"]
    assert Opportunity.objects.get().owner == bob


def test_nothing_is_reset(book, make_hand_over, bob, mei, on_day):
    before = Ownership.objects.get(account=book[0])
    row = make_hand_over(bob)
    with on_day(5):
        actions.plan(row, by=mei)
        actions.carry_out(row, by=mei)
    after = Ownership.objects.get(account=book[0])
    kept = ("held_since_on", "followed_up_on", "protected_until")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert Tenure.objects.running().get(account=book[0]).began == "handed_over"
    assert "handed Lamp 0 over from Alice to Bob" in Event.objects.about(book[0]).latest("pk").sentence


def test_a_receiver_may_be_changed_by_hand_before(book, make_hand_over, bob, mei, charlie):
    row = make_hand_over(bob)
    actions.plan(row, by=mei)
    records.change(row.rows.get(record_id=book[1].pk, model="customers.Account"), {"receiver": charlie}, by=mei)
    actions.carry_out(row, by=mei)
    assert owners(book) == ["bob", "charlie", "bob", "bob"]
    with pytest.raises(ValidationError, match="carried out"):
        records.change(HandOverRow.objects.first(), {"receiver": bob}, by=mei)


def test_a_lead_that_has_no_customer_may_be_given_by_hand(book, make_hand_over, alice, bob, charlie, mei, ada):
    lead = records.create(Lead(name="Newcomer", owner=alice), by=ada)
    row = make_hand_over(bob)
    actions.plan(row, by=mei)
    records.change(row.rows.get(model="leads.Lead"), {"receiver": charlie}, by=mei)
    actions.carry_out(row, by=mei)
    lead.refresh_from_db()
    assert lead.owner == charlie


def test_without_receivers_nothing_is_carried_out(book, make_hand_over, mei):
    row = make_hand_over()
    actions.plan(row, by=mei)
    with pytest.raises(Refused, match="no receiver"):
        actions.carry_out(row, by=mei)


def test_it_is_taken_back_within_thirty_days(handed, book, mei, bob, charlie, ada, on_day):
    records.change(book[3], {"owner": charlie}, by=ada)
    with on_day(31), pytest.raises(Refused, match="30 days"):
        actions.undo(handed, by=mei)
    with on_day(29):
        actions.undo(handed, by=mei)
    assert owners(book) == ["alice", "alice", "alice", "charlie"]
    assert Opportunity.objects.get().owner.username == "alice"


def test_nobody_hands_over_what_is_out_of_her_reach(book, make_hand_over, alice, charlie):
    with pytest.raises(PermissionDenied):
        records.create(HandOver(person=alice), by=charlie)


def test_orders_confirmed_afterwards_are_credited_as_the_rule_says(book, make_hand_over, alice, bob, mei, ada):
    row = make_hand_over(bob, credit_rule="shared", former_share=Decimal("0.3"))
    actions.plan(row, by=mei)
    actions.carry_out(row, by=mei)
    order = records.create(Order(account=book[0], owner=bob, ordered_on=timezone.localdate()), by=ada)
    records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(1000)), by=ada)
    orders.confirm(order, by=ada)
    assert dict(order.credits.values_list("person__username", "share")) == {"alice": Decimal("0.3"), "bob": Decimal("0.7")}


def test_the_end_of_an_engagement_prepares_it_for_the_manager(book, alice, mei, ada):
    staff = records.create(Staff(name="Alice", joined_on=timezone.localdate() - timedelta(days=90)), by=ada)
    Staff.objects.filter(pk=staff.pk).update(user=alice)
    staff.refresh_from_db()
    people.leave(staff, by=ada, left_on=timezone.localdate() + timedelta(days=7))
    row = HandOver.objects.get()
    assert (row.prepared_by, row.access_ends_on, row.rows.count()) == (mei, timezone.localdate() + timedelta(days=7), 5)
    assert Notice.objects.filter(person=mei, kind="allocation.leaves").exists()
    actions.carry_out(row, by=mei)
    assert owners(book) == ["mei"] * 4


def test_the_manager_still_hands_over_after_the_last_day(book, alice, mei, bob, ada):
    staff = records.create(Staff(name="Alice", joined_on=timezone.localdate() - timedelta(days=90)), by=ada)
    Staff.objects.filter(pk=staff.pk).update(user=alice)
    staff.refresh_from_db()
    people.leave(staff, by=ada, left_on=timezone.localdate())
    alice.refresh_from_db()
    assert not alice.is_active
    row = HandOver.objects.get()
    records.create(HandOverReceiver(handover=row, person=bob), by=mei)
    actions.plan(row, by=mei)
    actions.carry_out(row, by=mei)
    assert set(owners(book)) == {"mei", "bob"}


def test_access_ends_on_its_day_and_not_before(alice, ada):
    Staff.objects.create(
        name="Alice", user=alice, joined_on=timezone.localdate() - timedelta(days=90), left_on=timezone.localdate() + timedelta(days=1)
    )
    assert end_overdue_access() == 0
    Staff.objects.update(left_on=timezone.localdate())
    assert end_overdue_access() == 1
    alice.refresh_from_db()
    assert not alice.is_active
    assert RoleAssignment.objects.filter(user=alice).exists()


def test_the_sheet_names_every_record_on_paper_and_as_a_table(handed):
    _headings, lines = as_table(handed)
    assert len(lines) == 5
    assert {line[4] for line in lines} == {"Bob"}
    assert print_sheet(handed, "zh-hans").startswith(b"%PDF")
    assert [(title, count) for _label, title, count, _passed, _counts in summary(handed)["kinds"]] == [("Accounts", 4), ("Opportunities", 1)]
