"""Rules of the company: who is reminded of which record on which day, once; and whom else it concerns when nothing happens."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.office.reminders import actions
from kaituo.office.reminders.applying import apply_rules, dates_for, ringing_day
from kaituo.office.reminders.models import Reminder, ReminderRule
from kaituo.office.reminders.ringing import escalate, ring
from kaituo.sales.orders.models import Order
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.receivables.models import PaymentPlan

from .conftest import CLOSES, at

TUESDAY = date(2026, 9, 22)
OCTOBER = WorkCalendar(holidays={date(2026, 10, day): "国庆" for day in range(1, 8)}, make_up=frozenset({date(2026, 10, 10)}))


def owners():
    return [row.owner.username for row in Reminder.objects.order_by("owner__username")]


def test_three_days_before_the_owner_is_reminded_once(deal, rule):
    rule()
    assert [apply_rules(TUESDAY - timedelta(days=1)), apply_rules(TUESDAY), apply_rules(TUESDAY)] == [0, 1, 0]
    row = Reminder.objects.get()
    assert (row.owner.username, row.due_at, row.occasion_on) == ("alice", at("2026-09-22T09:00"), CLOSES)


def test_a_night_on_which_the_machine_stood_still_loses_nothing(deal, rule):
    rule(applied_on=TUESDAY - timedelta(days=2))
    assert apply_rules(TUESDAY + timedelta(days=2)) == 1


def test_a_record_without_an_owner_of_its_own_has_that_of_its_parent(account, rule, ada):
    order = records.create(Order(account=account, owner=account.owner), by=ada)
    records.create(PaymentPlan(order=order, due_on=CLOSES, amount=Decimal(100)), by=ada)
    rule(model="receivables.PaymentPlan", field="due_on")
    apply_rules(TUESDAY)
    assert owners() == ["alice"]


@pytest.mark.parametrize(("receiver", "expected"), [("owner", ["alice"]), ("lead", ["mei"]), ("role", ["ada"])])
def test_who_is_reminded(deal, rule, receiver, expected):
    role = Role.objects.get(key="administrator") if receiver == "role" else None
    rule(receiver=receiver, role=role)
    apply_rules(TUESDAY)
    assert owners() == expected


def test_a_role_hears_only_of_records_it_may_see(deal, rule):
    rule(receiver="role", role=Role.objects.get(key="rep"))
    apply_rules(TUESDAY)
    assert owners() == ["alice"], "neither Bob nor Charlie"


def test_what_is_won_or_archived_is_left_alone(deal, rule, ada):
    rule()
    records.archive(deal, by=ada)
    assert apply_rules(TUESDAY) == 0


def test_a_date_that_moved_is_reminded_of_anew_and_the_old_one_does_not_ring(deal, rule, ada):
    rule()
    apply_rules(TUESDAY)
    records.change(deal, {"expected_on": date(2026, 9, 30)}, by=ada)
    assert ring(at("2026-09-22T09:01")) == 0
    assert Reminder.objects.get().state == "settled"
    assert apply_rules(date(2026, 9, 27)) + apply_rules(date(2026, 9, 28)) == 1


def test_switched_off_nothing_comes_of_it(deal, rule, ada):
    row = rule()
    actions.switch_off(row, by=ada)
    assert apply_rules(TUESDAY) == 0


def test_the_reminder_says_what_the_rule_says(deal, rule):
    rule()
    apply_rules(TUESDAY)
    assert [ring(at("2026-09-22T08:59")), ring(at("2026-09-22T09:00")), ring(at("2026-09-22T09:01"))] == [0, 1, 0]
    assert Notice.objects.get(kind="reminders.by_rule").sentence == "Close it: Lamps, 2026-09-25"


class TestEscalation:
    @pytest.fixture
    def rung(self, deal, rule):
        rule(escalate_after_hours=4)
        apply_rules(TUESDAY)
        ring(at("2026-09-22T16:00"))
        return Reminder.objects.get()

    def test_after_four_working_hours_the_leader_hears_once(self, rung):
        assert [escalate(at("2026-09-22T23:00")), escalate(at("2026-09-23T10:59")), escalate(at("2026-09-23T11:00"))] == [0, 0, 1]
        told = Notice.objects.get(kind="reminders.escalated")
        assert (told.person.username, told.sentence) == ("mei", "Alice was reminded and has not acted: Lamps, Close it")
        assert escalate(at("2026-09-24T11:00")) == 0

    def test_what_is_done_bothers_nobody(self, rung, alice):
        actions.finish(rung, by=alice)
        assert escalate(at("2026-09-24T11:00")) == 0

    def test_what_was_put_off_begins_anew(self, rung, alice):
        actions.put_off(rung, by=alice, due_at=at("2026-09-24T10:00"))
        assert escalate(at("2026-09-24T09:30")) == 0
        assert ring(at("2026-09-24T10:00")) == 1

    def test_when_the_matter_has_passed_it_settles_by_itself(self, rung, deal, ada):
        records.change(deal, {"expected_on": date(2026, 12, 1)}, by=ada)
        assert escalate(at("2026-09-23T11:00")) == 0
        assert Reminder.objects.get().state == "settled"

    def test_a_leader_who_may_not_see_the_record_is_told_nothing(self, rung):
        Grant.objects.filter(role__key="manager", scope="subtree").delete()
        assert escalate(at("2026-09-23T11:00")) == 0


class TestWhichDay:
    @pytest.mark.parametrize(
        ("offset", "day", "expected"),
        [(-3, date(2026, 10, 8), date(2026, 9, 30)), (1, date(2026, 10, 2), date(2026, 10, 8)), (1, date(2026, 10, 9), date(2026, 10, 10))],
        ids=["before a holiday", "after a holiday", "on a Saturday worked in exchange"],
    )
    def test_it_falls_on_a_working_day_and_a_warning_is_never_late(self, offset, day, expected):
        assert ringing_day(day, offset, OCTOBER) == expected

    @given(st.integers(-60, 60), st.dates(date(2026, 9, 1), date(2026, 11, 1)), st.integers(1, 7))
    def test_every_date_is_found_on_its_day(self, offset, until, days):
        """Looked for from the dates or from the days, it is the same."""
        after = until - timedelta(days=days)
        wide = [after + timedelta(days=each) - timedelta(days=offset) for each in range(-40, 60)]
        assert set(dates_for(offset, after, until, OCTOBER)) == {day for day in wide if after < ringing_day(day, offset, OCTOBER) <= until}


class TestMakingRules:
    def test_on_screen_a_date_of_a_record_is_chosen(self, browser, ada):
        client = browser(ada)
        assert "pipeline.Opportunity|expected_on" in client.get("/reminder-rules/new/").content.decode()
        sent = {
            "name": "Closing",
            "what": "pipeline.Opportunity|expected_on",
            "offset_days": "-3",
            "at": "09:00",
            "receiver": "owner",
            "text": "Close it",
        }
        assert client.post("/reminder-rules/new/", sent).status_code == 302
        made = ReminderRule.objects.get()
        assert (made.model, made.field, made.offset_said()) == ("pipeline.Opportunity", "expected_on", "3 days before")

    @pytest.mark.parametrize(
        ("fields", "named"),
        [({"field": "name"}, "field"), ({"receiver": "role"}, "role"), ({"offset_days": 900}, "offset_days"), ({"model": "no.Such"}, "field")],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, rule, fields, named):
        with pytest.raises(ValidationError) as refusal:
            rule(**fields)
        assert named in refusal.value.error_dict

    def test_only_administrators_make_them(self, browser, alice):
        sent = {"name": "X", "what": "pipeline.Opportunity|expected_on", "offset_days": "0", "at": "09:00", "receiver": "owner", "text": "X"}
        assert browser(alice).post("/reminder-rules/new/", sent).status_code == 403
        assert not ReminderRule.objects.exists()


def test_two_rows_and_fifty_take_as_many_statements(deal, rule):
    rule()
    apply_rules(TUESDAY - timedelta(days=1))
    counts = []
    for size, day in ((1, TUESDAY), (20, CLOSES)):
        for number in range(size - 1):
            copy = Opportunity(account=deal.account, name=f"No {number}", owner=deal.owner, pipeline=deal.pipeline, stage=deal.stage, amount=1)
            copy.expected_on = CLOSES + timedelta(days=3)
            copy.save()
        with CaptureQueriesContext(connection) as asked:
            apply_rules(day)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_hour_is_that_of_the_persons_clock(deal, rule, alice):
    alice.time_zone = "Europe/London"
    alice.save()
    rule()
    with time_machine.travel(at("2026-09-22T05:30")):
        apply_rules(timezone.localdate())
    assert Reminder.objects.get().due_at.isoformat() == "2026-09-22T08:00:00+00:00"
