"""What is planned: done, postponed, dropped, and who may do that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kaituo.field.activities import actions
from kaituo.field.activities.models import Activity, FollowUp
from kaituo.foundation.identity.access import visible
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.refusals import Refused


def test_doing_it_keeps_what_was_said_as_a_follow_up_of_the_customer(plan, alice, lantern):
    planned = plan()
    actions.complete(planned, by=alice, text="He takes ten", outcome="progress")
    done = Activity.objects.get()
    assert (done.account, done.fulfils, done.text, done.owner) == (lantern, planned, "He takes ten", alice)
    assert (planned.state, planned.done_on) == ("done", timezone.localdate())


def test_doing_it_can_promise_the_next_one(plan, alice):
    actions.complete(plan(), by=alice, text="Call again", next_on=timezone.localdate() + timedelta(days=2))
    assert FollowUp.objects.open().count() == 1


def test_it_is_done_once(plan, alice):
    planned = plan()
    actions.complete(planned, by=alice, text="Done")
    with pytest.raises(Refused):
        actions.complete(planned, by=alice, text="Again")


def test_it_is_postponed_to_a_day_to_come(plan, alice):
    planned, day = plan(), timezone.localdate() + timedelta(days=4)
    actions.postpone(planned, by=alice, to=day)
    assert planned.due_on == day


@pytest.mark.parametrize("days", [-1, 0])
def test_it_is_not_postponed_to_the_past_or_to_its_own_day(plan, alice, days):
    with pytest.raises(Refused):
        actions.postpone(plan(), by=alice, to=timezone.localdate() + timedelta(days=days))


def test_dropping_says_why(plan, alice):
    planned = plan()
    actions.drop(planned, by=alice, reason="He left the company")
    assert (planned.state, planned.drop_reason) == ("dropped", "He left the company")


def test_a_manager_sees_what_her_people_plan_and_the_sibling_team_does_not(plan, mei, charlie):
    planned = plan()
    assert planned in visible(mei, FollowUp.objects.all())
    assert planned not in visible(charlie, FollowUp.objects.all())


def test_a_team_mate_cannot_do_it_for_her(plan, bob):
    with pytest.raises(PermissionDenied):
        actions.drop(plan(), by=bob, reason="Not mine")


def test_what_is_done_late_is_not_kept(plan, alice):
    for days in (-2, 0):
        actions.complete(plan(in_days=days), by=alice, text="Done")
    counted = dict(Entry.objects.filter(measure__startswith="activities.").values_list("measure", "amount"))
    assert Entry.objects.filter(measure="activities.planned_done_count").count() == 2
    assert Entry.objects.filter(measure="activities.kept_count").count() == 1
    assert "activities.call_count" in counted


def test_a_call_that_nobody_answered_is_a_call_and_no_contact(log):
    log(outcome="not_reached")
    assert Entry.objects.filter(measure="activities.call_count").count() == 1
    assert not Entry.objects.filter(measure="activities.contact_count").exists()
