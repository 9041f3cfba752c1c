"""A leaver's duties go to others from the day on, with their shares; meetings, projects and promises go too; all of it can be taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.sales.duties import actions as duties
from kaituo.sales.duties.defaults import make_default_duty_roles
from kaituo.sales.duties.models import AccountDuty, DealDuty
from kaituo.sales.pipeline.defaults import make_default_pipeline
from kaituo.sales.pipeline.models import Opportunity, Pipeline
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HandOver, HandOverReceiver
from kaituo.team.allocation.sheets import summary
from kaituo.team.meetings.models import Meeting
from kaituo.team.tasks.models import Project


@pytest.fixture
def duty(pool, make_account, alice, mei, ada):
    """Alice helps on a customer of Mei's for a fifth of the credit."""
    Organisation.objects.create(name="Kaituo")
    kinds = {kind.position: kind for kind in make_default_duty_roles(by=ada)}
    row = AccountDuty(account=make_account("Lamp", owner=mei), role=kinds[20], person=alice, starts_on=timezone.localdate() - timedelta(days=30))
    records.create(row, by=ada)
    duties.share_account(row, by=ada, share=Decimal("0.2"))
    return row


@pytest.fixture
def hand_over(alice, mei):
    def run(*receivers):
        row = records.create(HandOver(person=alice), by=mei)
        for person in receivers:
            records.create(HandOverReceiver(handover=row, person=person), by=mei)
        actions.plan(row, by=mei)
        actions.carry_out(row, by=mei)
        return row

    return run


def holders(day=None):
    day = day or timezone.localdate()
    return {row.person.username: row.share for row in AccountDuty.objects.active().on(day).select_related("person")}


def test_the_receiver_has_the_duty_from_today_and_the_leaver_had_it_until_yesterday(duty, hand_over, bob):
    row = hand_over(bob)
    assert holders() == {"bob": Decimal("0.2")}
    assert holders(timezone.localdate() - timedelta(days=1)) == {"alice": Decimal("0.2")}
    assert ("Duties on customers", 1) in [(title, count) for _label, title, count, _passed, _counts in summary(row)["kinds"]]


def test_what_the_duty_opened_closes_for_the_leaver_and_opens_for_the_receiver(duty, hand_over, alice, bob):
    assert may(User.objects.get(pk=alice.pk), "view", duty.account)
    hand_over(bob)
    assert not may(User.objects.get(pk=alice.pk), "view", duty.account)
    assert may(User.objects.get(pk=bob.pk), "view", duty.account)


def test_whoever_takes_it_over_is_told(duty, hand_over, bob):
    hand_over(bob)
    notice = Notice.objects.get(person=bob, kind__startswith="duties.")
    assert (notice.kind, notice.params["former"], notice.record_id) == ("duties.taken_over", "Alice", duty.account_id)


def test_whoever_takes_several_over_is_told_once(duty, hand_over, make_account, alice, bob, mei, ada):
    records.create(AccountDuty(account=make_account("Kiln", owner=mei), role=duty.role, person=alice, starts_on=timezone.localdate()), by=ada)
    hand_over(bob)
    notice = Notice.objects.get(person=bob, kind__startswith="duties.")
    assert (notice.kind, notice.params["count"]) == ("duties.taken_over_many", 2)


def test_nobody_helps_on_her_own_customer(duty, hand_over, mei):
    hand_over(mei)
    assert holders() == {}


def test_it_is_taken_back(duty, hand_over, mei, alice):
    row = hand_over(mei)
    actions.undo(row, by=mei)
    assert holders() == {"alice": Decimal("0.2")}
    assert may(User.objects.get(pk=alice.pk), "view", duty.account)


def test_days_later_it_is_taken_back_from_that_day(duty, hand_over, bob, mei, on_day):
    row = hand_over(bob)
    with on_day(3):
        actions.undo(row, by=mei)
    assert holders(timezone.localdate() + timedelta(days=2)) == {"bob": Decimal("0.2")}
    assert holders(timezone.localdate() + timedelta(days=3)) == {"alice": Decimal("0.2")}


def test_a_duty_on_a_deal_goes_to_whoever_gets_its_customer(duty, hand_over, make_account, alice, bob, charlie, mei, ada):
    make_default_pipeline(by=ada)
    pipeline = Pipeline.objects.get()
    deal = Opportunity(
        account=duty.account, name="Lamps", owner=mei, pipeline=pipeline, stage=pipeline.stages.first(), amount=1, expected_on=timezone.localdate()
    )
    records.create(deal, by=ada)
    records.create(DealDuty(opportunity=deal, role=duty.role, person=alice, starts_on=timezone.localdate()), by=ada)
    hand_over(bob, charlie)
    assert (
        [row.person for row in DealDuty.objects.on(timezone.localdate())]
        == [row.person for row in AccountDuty.objects.on(timezone.localdate())]
        == [bob]
    )


def test_meetings_projects_and_promised_contacts_go_along(pool, make_account, hand_over, alice, bob):
    account, soon = make_account("Lamp", owner=alice), timezone.now() + timedelta(days=2)
    plan = records.create(apps.get_model("activities.FollowUp")(account=account, owner=alice, due_on=timezone.localdate()), by=alice)
    meeting = records.create(Meeting(title="Review", owner=alice, starts_at=soon), by=alice)
    project = records.create(Project(name="Launch", owner=alice), by=alice)
    hand_over(bob)
    for row in (plan, meeting, project):
        row.refresh_from_db()
        assert row.owner == bob
